package io.slipway.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.e2e.EventLog.Seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What holds after every fault, soon after its last effect was seen: nothing lost, doubled, orphaned, stuck or disordered. */
record EndState(StackUnderTest stack, EventLog events) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> SERVICES = Set.of("registry-api", "build-orchestrator", "deployer");
    private static final String TOLD =
            "select concat_ws(' ', headers ->> 'ce_id', type, aggregate_id, sequence, published_at) from outbox";
    private static final List<String> STUCK_ANYWHERE = List.of(
            "select 'unpublished ' || type || ' of ' || aggregate_id from outbox where published_at is null",
            "select 'dead letter: ' || cause from dead_letter");
    /** Work that is done leaves no row of these; a build succeeds once. */
    private static final Map<String, List<String>> STUCK = Map.of(
            "registry-api",
            List.of("select 'building ' || id from version where status = 'building'"),
            "build-orchestrator",
            List.of(
                    "select status || ' ' || id from build where status in ('queued', 'running')",
                    "select 'built twice: ' || version_id from build where status = 'succeeded' group by version_id having count(*) > 1"),
            "deployer",
            List.of("select 'fan-out of ' || provider from fan_out", """
                    select 'overdue ' || id from installation
                    where removed_at is null and (due_at is null or due_at < now() - interval '3 s' or lease_until < now())"""));

    /** The installation runs once, and all that was to do and to tell is done and told. */
    void check(Story story) {
        String id = story.installation().path("id").asText();
        eachRunsOnce(id);
        quiet();
        assertThat(events.servedBy(id)).as("versions that rollouts moved to").doesNotHaveDuplicates();
    }

    void quiet() {
        SERVICES.forEach(this::allHeard);
        await("no row is stuck").atMost(PATIENCE).untilAsserted(() -> assertThat(SERVICES)
                .allSatisfy(service -> assertThat(stuck(service)).as(service).isEmpty()));
        EventOrder.check(events.events());
    }

    void noProviderRuns() {
        await("no provider process is left").atMost(PATIENCE).untilAsserted(() -> assertThat(stack.providers())
                .isEmpty());
    }

    /** Each outbox row is marked as published, and whoever listens to the topics has heard it. */
    void allHeard(String service) {
        await("all that " + service + " has to tell was heard").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(stuck(service, STUCK_ANYWHERE)).isEmpty();
            Set<String> heard = events.events().stream().map(Seen::id).collect(Collectors.toSet());
            assertThat(stack.query(service, TOLD))
                    .filteredOn(row -> !heard.contains(row.split(" ")[0]))
                    .as("told, but not heard")
                    .isEmpty();
        });
    }

    private void eachRunsOnce(String installation) {
        await("one process each").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode node = stack.node(installation);
            assertThat(node.path("revisions").size())
                    .as("revisions in %s", node)
                    .isEqualTo(1);
            assertThat(node.path("revisions").get(0).path("number").asInt())
                    .isEqualTo(node.path("route").asInt());
            assertThat(stack.providers()).as("providers").hasSize(1);
            assertThat(stack.services()).as("services").hasSameSizeAs(SERVICES);
            assertThat(stack.postmasters()).as("PostgreSQL").hasSize(1);
        });
    }

    private List<String> stuck(String service) {
        return stuck(service, STUCK.get(service));
    }

    private List<String> stuck(String service, List<String> queries) {
        return queries.stream()
                .flatMap(query -> stack.query(service, query).stream())
                .toList();
    }
}
