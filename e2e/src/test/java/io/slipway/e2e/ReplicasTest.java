package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two processes of each service share the work: nothing is done twice, and one of them may die. */
class ReplicasTest {
    private static final int PROVIDERS = 5;

    @TempDir
    private Path directory;

    @Test
    void shareTheWorkAndSurviveEachOther() throws Exception {
        Path data = directory.resolve("data");
        try (StackUnderTest stack = StackUnderTest.start(data);
                EventLog events = stack.events();
                Replica registry = Replica.start(data, "registry-api");
                Replica builder = Replica.start(data, "build-orchestrator");
                Replica deployer = Replica.start(data, "deployer")) {
            List<Story> stories = stories(stack, registry);
            for (Story story : stories) {
                story.publish(ProviderSource.good("1.0.0"));
            }
            for (Story story : stories) {
                story.awaitPublished("1.0.0").install("auto");
            }
            for (Story story : stories) {
                story.awaitServing("1.0.0");
            }
            for (Story story : stories) {
                story.publish(ProviderSource.good("1.1.0"));
            }
            registry.kill();
            builder.kill();
            deployer.kill();
            for (Story story : onTheFirst(stack, stories)) {
                story.awaitPublished("1.1.0").awaitServing("1.1.0");
                checkOnce(events, story);
            }
            new EndState(stack, events).quiet();
        }
    }

    /** Every other client talks to the second registry-api. */
    private List<Story> stories(StackUnderTest stack, Replica registry) {
        Api first = stack.as("acme");
        Api second = new Api(registry.url(), first.organization(), first.token());
        return IntStream.range(0, PROVIDERS)
                .mapToObj(i -> new Story(i % 2 == 0 ? first : second, "acme/shared" + i, directory))
                .toList();
    }

    private List<Story> onTheFirst(StackUnderTest stack, List<Story> stories) {
        List<Story> moved = new ArrayList<>();
        for (Story story : stories) {
            moved.add(new Story(stack.as("acme"), story.provider(), directory));
        }
        return moved;
    }

    private static void checkOnce(EventLog events, Story story) throws IOException {
        for (String version : List.of("1.0.0", "1.1.0")) {
            String subject = story.provider() + "@" + version;
            for (String type : List.of("io.slipway.version.published.v1", "io.slipway.version.released.v1")) {
                await(type).atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                                EventOrder.count(events.events(), type, subject))
                        .as("%s of %s", type, subject)
                        .isEqualTo(1));
            }
        }
    }
}
