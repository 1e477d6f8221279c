package io.slipway.deployer.policy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import io.slipway.deployer.rollout.RolloutState;
import io.slipway.outbox.EventJson;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RejectionsTest {

    private final Intent intent = new Intent("ins_1", "acme/hello", "1.0.0");

    @Test
    void oneOfTheSameImageAndConfigTakesItsPlace() {
        Rejections two = Rejections.NONE.with(rejection("1.0.0", 1)).with(rejection("1.0.0", 2));
        assertThat(two.remembered()).hasSize(2);
        assertThat(two.with(rejection("1.0.0", 1)).remembered())
                .hasSize(2)
                .last()
                .isEqualTo(rejection("1.0.0", 1));
    }

    @Test
    void ofAFullListTheLowestGoes() {
        Rejections full = full(0);
        assertThat(full.with(rejection("9.0.0", 1)).remembered())
                .hasSize(Rejections.MOST)
                .doesNotContain(rejection("1.0.0", 1))
                .contains(rejection("1.1.0", 1));
        assertThat(full.with(rejection("0.1.0", 1)).remembered())
                .as("the new one always stays")
                .contains(rejection("0.1.0", 1))
                .doesNotContain(rejection("1.0.0", 1));
    }

    @Test
    void aFullListHasLostNothingYet() {
        assertThat(full(0).dropped()).isEmpty();
        assertThat(passesOver(full(0), "0.9.0")).isFalse();
    }

    /** It took the place of a higher one, which is not tried again for that. */
    @Test
    void aLowerOneThatFailedDoesNotBringBackWhatItDrivesOut() {
        Rejections rejections = full(0).with(rejection("0.1.0", 1));

        assertThat(passesOver(rejections, "1.0.0")).isTrue();
        assertThat(passesOver(rejections, "0.9.0")).as("nobody knows").isTrue();
        assertThat(passesOver(rejections, "1.1000.0")).isFalse();
    }

    @Test
    void aHandThatAsksForARememberedOneBringsBackNoOther() {
        Rejections rejections = full(0).with(rejection("9.0.0", 1));

        Rejections heard = rejections.heard(intent.byHand("1.7.0").state());

        assertThat(heard.remembered()).hasSize(Rejections.MOST - 1);
        assertThat(passesOver(heard, "1.0.0")).isTrue();
        assertThat(passesOver(heard, "1.7.0")).isFalse();
    }

    @Test
    void aHandMayAskForOneThatDroppedOut() {
        Rejections rejections = full(0).with(rejection("9.0.0", 1));

        intent.byHand("1.0.0");
        assertThat(passesOver(rejections, "1.0.0")).isFalse();
        assertThat(passesOver(rejections, "0.9.0")).isTrue();

        intent.byHand("1.1.0");
        assertThat(passesOver(rejections, "1.0.0")).as("another one").isTrue();
    }

    @Test
    void withAnotherConfigTheyMayBeTried() {
        Rejections rejections = full(0).with(rejection("9.0.0", 1));
        intent.configRevision = 2;
        assertThat(passesOver(rejections, "1.0.0")).isFalse();

        Rejections both = rejections.with(rejection("2.0.0", 2));
        intent.configRevision = 1;
        assertThat(passesOver(both, "1.0.0")).as("back to the first one").isTrue();
    }

    @Test
    void aListFromBeforeThereWasAMostIsShortened() {
        List<Rejection> twice = Stream.concat(many(0, 1).stream(), many(Rejections.MOST, 1).stream())
                .toList();
        Rejections heard = new Rejections(twice, Map.of()).heard(intent.state());
        assertThat(heard.remembered()).isEqualTo(many(Rejections.MOST, 1));
        assertThat(passesOver(heard, "1.99.0")).isTrue();
        assertThat(full(0).heard(intent.state())).isEqualTo(full(0));
    }

    @Test
    void thoseOfOtherConfigsGoBefore() {
        List<Rejection> full = Stream.concat(many(0, 1).stream().skip(1), Stream.of(rejection("9.0.0", 7)))
                .toList();
        Rejections rejections = new Rejections(full, Map.of()).with(rejection("2.0.0", 1));
        assertThat(rejections.remembered()).hasSize(Rejections.MOST).doesNotContain(rejection("9.0.0", 7));
        assertThat(rejections.dropped()).isEmpty();
    }

    /** States are stored as JSON; those of older builds know nothing of what dropped out. */
    @Test
    void aStateKeepsWhatDroppedOut() throws JsonProcessingException {
        ObjectNode stored = (ObjectNode) EventJson.mapper().valueToTree(RolloutState.NEW);
        stored.putObject("dropped").putObject("1").put("up_to", "1.0.0").put("generation", 3);
        assertThat(EventJson.mapper().treeToValue(stored, RolloutState.class).remembered())
                .isEqualTo(new Rejections(List.of(), Map.of(1, new Dropped("1.0.0", 3))));

        stored.remove("dropped");
        assertThat(EventJson.mapper().treeToValue(stored, RolloutState.class)).isEqualTo(RolloutState.NEW);
    }

    private boolean passesOver(Rejections rejections, String version) {
        return new PolicyInput(intent.state(), List.of(), rejections, null)
                .passedOver(version, Samples.image("acme/hello", version));
    }

    private static Rejections full(int from) {
        return new Rejections(many(from, 1), Map.of());
    }

    private static List<Rejection> many(int from, int config) {
        return IntStream.range(from, from + Rejections.MOST)
                .mapToObj(i -> rejection("1.%d.0".formatted(i), config))
                .toList();
    }

    private static Rejection rejection(String version, int config) {
        return new Rejection(version, Samples.image("acme/hello", version), config, 1, "CrashLoop", Samples.T0);
    }
}
