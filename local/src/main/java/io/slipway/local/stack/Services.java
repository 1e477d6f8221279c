package io.slipway.local.stack;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.slipway.local.stack.child.GracefulEnd;
import io.slipway.local.stack.child.JavaCommand;
import io.slipway.local.stack.child.Readiness;
import io.slipway.local.stack.child.ServiceProcess;
import io.slipway.local.stack.child.Supervisor;

/** The three services as supervised processes. */
final class Services implements AutoCloseable {
    private final Console console;
    private final Map<Service, ServiceProcess> processes = new EnumMap<>(Service.class);
    private final Map<Service, Supervisor> supervisors = new EnumMap<>(Service.class);

    Services(
            Plan plan,
            ServiceSettings settings,
            HttpClient http,
            Console console,
            Clock clock,
            Supervisor.Listener listener)
            throws IOException {
        this.console = console;
        var readiness = new Readiness(http);
        for (var service : Service.values()) {
            var configuration =
                    PropertiesFile.write(plan.directory().file(service.module() + ".properties"), settings.of(service));
            var process = new ServiceProcess(
                    service.module(),
                    new JavaCommand(service.jar(plan.home()), configuration),
                    plan.directory().log(service.module()),
                    plan.childEnvironment(service == Service.DEPLOYER),
                    plan.readyUrl(service),
                    readiness,
                    new GracefulEnd(service.module(), service.grace(), console));
            processes.put(service, process);
            supervisors.put(
                    service,
                    new Supervisor(
                            service.module(), process::start, console, clock, listener, plan.directory()::isFull));
        }
    }

    void start() throws InterruptedException {
        var unrecorded = processes.values().stream()
                .filter(process -> process.cache().file().isEmpty())
                .toList();
        if (!unrecorded.isEmpty()) {
            recordCaches(unrecorded);
        }
        Together.run(supervisors.values().stream()
                .<Together.Step>map(supervisor -> supervisor::start)
                .toList());
    }

    private void recordCaches(List<ServiceProcess> unrecorded) throws InterruptedException {
        console.progress("Recording the AOT caches of the services, once per build");
        Together.run(unrecorded.stream()
                .<Together.Step>map(process -> () -> recordCache(process))
                .toList());
    }

    private void recordCache(ServiceProcess process) throws IOException {
        if (!process.recordCache()) {
            console.progress(process.name() + " left no AOT cache: it starts slower, and works");
        }
    }

    Map<Service, Long> pids() {
        var pids = new EnumMap<Service, Long>(Service.class);
        supervisors.forEach(
                (service, supervisor) -> pids.put(service, supervisor.child().pid()));
        return pids;
    }

    /** All at the same time: none of them needs another to end. */
    @Override
    public void close() {
        try {
            Together.run(supervisors.values().stream()
                    .<Together.Step>map(supervisor -> supervisor::close)
                    .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
