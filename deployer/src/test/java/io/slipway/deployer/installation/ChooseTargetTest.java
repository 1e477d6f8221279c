package io.slipway.deployer.installation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import io.slipway.deployer.policy.Choice;
import io.slipway.deployer.policy.PolicyInput;
import io.slipway.deployer.policy.Rejections;
import io.slipway.deployer.policy.Release;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChooseTargetTest {
    private static final String PROVIDER = "acme/hello";

    @Test
    void anAnswerThatNeverEndsIsNone() {
        ChooseTarget targets = new ChooseTarget(_ -> new CompletableFuture<>(), Clock.systemUTC());
        PolicyInput input = new PolicyInput(
                new Intent("ins_1", PROVIDER, "1.0.0").state(),
                List.of(Samples.version(PROVIDER, "1.0.0"), Samples.version(PROVIDER, "1.1.0")),
                Rejections.NONE,
                Release.of(Samples.version(PROVIDER, "1.0.0")));

        assertThat(CompletableFuture.supplyAsync(() -> targets.choose(input, null)))
                .succeedsWithin(Duration.ofSeconds(20))
                .extracting(Choice::rule)
                .isEqualTo("access_unknown");
    }
}
