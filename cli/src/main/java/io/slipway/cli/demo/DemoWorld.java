package io.slipway.cli.demo;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.event.EventTail;
import io.slipway.cli.event.KafkaAddress;
import io.slipway.cli.stack.StackFile;
import io.slipway.providerpackage.ProviderName;

/**
 * What the steps act on: addresses and tokens only, so that they run against any Slipway.
 *
 * @param examples holds {@code hello/VERSION}
 */
record DemoWorld(
        Tenant acme,
        Tenant globex,
        EventWatch events,
        ImageProbe images,
        Path examples,
        Console console,
        Pace pace,
        Findings findings) {
    static final ProviderName HELLO = new ProviderName("acme", "hello");

    static DemoWorld of(StackFile stack, Path examples, Console console) {
        Pace pace = Pace.of(stack);
        return new DemoWorld(
                Tenant.of("acme", stack.apiUrl(), stack.token("acme"), console, pace.patience()),
                Tenant.of("globex", stack.apiUrl(), stack.token("globex"), console, pace.patience()),
                EventWatch.start(new EventTail(KafkaAddress.ofStack(stack.kafka()))),
                new ImageProbe(stack.registry()),
                examples,
                console,
                pace,
                new Findings());
    }

    /** Publishes an example as acme, shows the build log, and returns the published version. */
    JsonNode publish(String version) {
        acme.publishing().upload(examples.resolve("hello").resolve(version), HELLO, version, "hello " + version);
        return acme.publishing().follow(HELLO, version);
    }

    void say(String text) {
        text.lines().forEach(line -> console.progress("  " + line));
    }

    /** Ends the step unless {@code holds}. */
    static void require(boolean holds, String message) {
        if (!holds) {
            throw new CliFailure(ExitCode.FAILED, "demo_failed", message, "");
        }
    }
}
