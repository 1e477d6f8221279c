package io.slipway.registry.resync;

import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Lets every service compare with the others, one after the other. */
@ApplicationScoped
public class ResyncAll {
    private final CompareWithPeers own;
    private final BuilderResyncClient builder;
    private final DeployerResyncClient deployer;

    ResyncAll(
            CompareWithPeers own, @RestClient BuilderResyncClient builder, @RestClient DeployerResyncClient deployer) {
        this.own = own;
        this.builder = builder;
        this.deployer = deployer;
    }

    private record Service(String name, Supplier<Uni<ResyncResult>> resync) {}

    /** Fails with 503, which names the service, when one cannot be asked. */
    Uni<ResyncReport> resync() {
        return Multi.createFrom()
                .items(
                        new Service("build-orchestrator", builder::resync),
                        new Service("registry-api", own::compare),
                        new Service("deployer", deployer::resync))
                .onItem()
                .transformToUniAndConcatenate(ResyncAll::ask)
                .collect()
                .asList()
                .map(ResyncAll::report);
    }

    private static Uni<ResyncReport.Entry> ask(Service service) {
        return service.resync()
                .get()
                .map(result -> ResyncReport.Entry.of(service.name(), result))
                .onFailure()
                .transform(failure -> ProblemException.of(
                        ErrorCode.UNAVAILABLE, service.name() + " did not compare: " + failure.getMessage() + "."));
    }

    private static ResyncReport report(List<ResyncReport.Entry> entries) {
        return new ResyncReport(entries);
    }
}
