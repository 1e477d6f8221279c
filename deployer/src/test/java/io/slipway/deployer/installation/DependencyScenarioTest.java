package io.slipway.deployer.installation;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A version that requires what is not installed waits, and goes on by itself. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "deployer"))
@WithTestResource(Peers.class)
class DependencyScenarioTest extends DeployerScenario {
    @Test
    void parksUntilWhatItRequiresIsInstalledBesideIt() {
        install("1.0.0");
        Peers.MISSING.put(id + "@1.1.0", List.of("acme/store"));
        publish("1.1.0");

        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("InstallationParked"));
        assertThat(latest().phase()).isEqualTo(Phase.available);
        assertThat(condition(latest(), "Progressing").reason()).isEqualTo("DependencyMissing");
        assertThat(condition(latest(), "Progressing").message()).contains("acme/store", "environment default");
        assertThat(latest().decision().rule()).isEqualTo("dependency_missing");
        assertThat(latest().decision().inputs()).containsEntry("missing", List.of("acme/store"));
        assertThat(node.servingImage(id)).isEqualTo(image("1.0.0"));

        // What is not looked at again for a minute by itself is called.
        Peers.MISSING.remove(id + "@1.1.0");
        events.tell(new Intent(id + "-store", "acme/store", "1.0.0").state());
        awaitServing("1.1.0");
        assertThat(events.verbs(id)).containsOnlyOnce("InstallationParked");
    }

    /** The version waits, its predecessor's config does not. */
    @Test
    void takesAnotherConfigMeanwhile() {
        Intent intent = install("1.0.0");
        Peers.MISSING.put(id + "@1.1.0", List.of("acme/store"));
        publish("1.1.0");
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("InstallationParked"));

        intent.config = Map.of("GREETING", "moin");
        intent.configRevision = 2;
        events.tell(intent.changed().state());

        SOON.untilAsserted(() -> {
            assertThat(latest().serving().configRevision()).isEqualTo(2);
            assertThat(latest().observedGeneration()).isEqualTo(intent.generation);
        });
        assertThat(node.servingImage(id)).isEqualTo(image("1.0.0"));
        assertThat(latest().decision().rule()).isEqualTo("dependency_missing");
    }

    @Test
    void comesUpWithWhatWasAskedForMeanwhile() {
        publish("1.0.0");
        publish("1.1.0");
        Peers.MISSING.put(id + "@1.1.0", List.of("acme/cache"));
        Intent intent = new Intent(id, provider, "1.0.0");
        events.tell(intent.state());

        awaitServing("1.0.0");
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("InstallationParked"));
    }

    @Test
    void whatIsAskedForByHandIsNotAskedForAgain() {
        Intent intent = install("1.0.0");
        Peers.MISSING.put(id + "@1.1.0", List.of("acme/cache"));
        events.tell(Samples.version(provider, "1.1.0"));
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("InstallationParked"));

        intent.pin = "1.1.0";
        events.tell(intent.byHand("1.1.0").state());

        awaitServing("1.1.0");
    }
}
