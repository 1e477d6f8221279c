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
import io.slipway.deployer.policy.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChooseTargetTest {
    private static final String PROVIDER = "acme/hello";

    @Test
    void anAnswerThatNeverEndsIsNone() {
        ChooseTarget targets = new ChooseTarget((_, _) -> new CompletableFuture<>(), Clock.systemUTC());
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # reason,                                     serves, requested, missing,    rule,               runs
            all that it requires is there,                1.0.0,  1.0.0,     '',         auto_latest,        1.1.0
            an older registry-api does not tell,          1.0.0,  1.0.0,     ,           auto_latest,        1.1.0
            something is missing,                         1.0.0,  1.0.0,     acme/store, dependency_missing,
            what was asked for by hand was complete,      ,       1.0.0,     acme/store, auto_requested,     1.0.0
            """)
    void whatIsMissingIsWaitedFor(
            String reason, String serves, String requested, String missing, String rule, String runs) {
        AccessClient.Access answer = new AccessClient.Access(
                true, missing == null ? null : missing.isEmpty() ? List.of() : List.of(missing));
        ChooseTarget targets = new ChooseTarget((_, _) -> CompletableFuture.completedFuture(answer), Clock.systemUTC());
        PolicyInput input = new PolicyInput(
                new Intent("ins_1", PROVIDER, requested).state(),
                List.of(Samples.version(PROVIDER, "1.0.0"), Samples.version(PROVIDER, "1.1.0")),
                Rejections.NONE,
                serves == null ? null : Release.of(Samples.version(PROVIDER, serves)));

        Choice choice = targets.choose(input, null);

        assertThat(choice.rule()).as(reason).isEqualTo(rule);
        switch (choice.target()) {
            case Target.Run run -> assertThat(run.release().version()).isEqualTo(runs);
            case Target.Wait wait -> assertThat(wait.reason()).isEqualTo("DependencyMissing");
            case Target.Keep _, Target.Absent _ -> throw new AssertionError(choice);
        }
    }
}
