package io.slipway.registry.resync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.outbox.EventJson;
import io.slipway.registry.installation.Installs;
import io.slipway.registry.installation.Outcomes;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Statements;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** A comparison asks once for each page and once for gaps of history, and takes a transaction for what differs only. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ComparisonCostTest {
    private static final int MANY = 20;

    @Test
    void buildsThatNothingWaitsForCostOneQuery() {
        List<BuildState> builds = IntStream.range(0, MANY)
                .mapToObj(i -> "1.0." + i)
                .map(version -> Api.succeeded(publish("acme/cost-a", version), "acme/cost-a", version))
                .toList();
        peersTell(builds, List.of());
        assertThat(changedByComparing()).isEqualTo(MANY);

        oneQueryIsOf("version");

        Response missed = publish("acme/cost-b", "1.0.0");
        List<BuildState> oneMore = new ArrayList<>(builds);
        oneMore.add(MANY / 2, Api.succeeded(missed, "acme/cost-b", "1.0.0"));
        peersTell(oneMore, List.of());
        assertThat(changedByComparing()).isEqualTo(1);
        Api.version(Tokens.ACME, "acme/cost-b", "1.0.0").body("status", equalTo("published"));
    }

    @Test
    void outcomesThatAreKnownCostOneQuery() {
        Api.release("acme/cost-c", "1.0.0");
        List<InstallationOutcome> outcomes = IntStream.range(0, MANY)
                .mapToObj(i -> Installs.install(Map.of("provider_name", "acme/cost-c", "environment", "cost-" + i))
                        .<String>path("id"))
                .map(id -> Outcomes.available(id, 7, 1, Outcomes.revision(1, "1.0.0")))
                .toList();
        peersTell(List.of(), outcomes);
        assertThat(changedByComparing()).isEqualTo(MANY);

        oneQueryIsOf("installation");

        List<InstallationOutcome> oneNewer = new ArrayList<>(outcomes);
        oneNewer.set(MANY / 2, Outcomes.available(outcomes.get(MANY / 2).id(), 8, 1, Outcomes.revision(2, "1.0.0")));
        peersTell(List.of(), oneNewer);
        assertThat(changedByComparing()).isEqualTo(1);
    }

    private static void oneQueryIsOf(String table) {
        assertThat(Statements.during(ComparisonCostTest::changedByComparing))
                .hasSize(2)
                .anyMatch(statement -> statement.contains(" from " + table + " "))
                .anyMatch(statement -> statement.contains(" from rollout_history "));
    }

    private static Response publish(String provider, String version) {
        return Api.publish(Tokens.ACME, provider, version, Packages.hello(version));
    }

    private static int changedByComparing() {
        return Api.asService()
                .post("/internal/resync")
                .then()
                .statusCode(202)
                .extract()
                .path("changed");
    }

    private static void peersTell(List<BuildState> builds, List<InstallationOutcome> outcomes) {
        Api.peerAnswers("/internal/builds?after=&limit=500", EventJson.write(new Slice<>(builds, null)));
        Api.peerAnswers("/internal/installations?after=&limit=500", EventJson.write(new Slice<>(outcomes, null)));
    }
}
