package io.slipway.registry.custom;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import io.slipway.registry.build.BuildLog;
import io.slipway.registry.custom.CustomDeploymentLog.Line;
import io.slipway.registry.custom.CustomDeploymentLog.Position;
import io.slipway.registry.problem.ProblemException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CustomDeploymentLogTest {
    private static final Instant AT = Instant.parse("2026-11-21T20:00:00Z");
    private static final List<CustomDeployment.Note> NOTES =
            List.of(new CustomDeployment.Note(AT, "asked for"), new CustomDeployment.Note(AT, "serves"));

    @Test
    void theRolloutFollowsTheBuild() {
        CustomDeploymentLog page = of("", 10, build(1, 3, true), true);

        assertThat(page.items())
                .extracting(Line::step)
                .containsExactly("build", "build", "build", "rollout", "rollout");
        assertThat(page.next()).isEqualTo("r2");
        assertThat(page.complete()).isTrue();
    }

    @Test
    void aPageEndsWithinTheBuild() {
        CustomDeploymentLog page = of("b2", 2, build(3, 4, false), false);

        assertThat(page.items()).hasSize(2);
        assertThat(page.next()).isEqualTo("b4");
        assertThat(page.complete()).isFalse();
    }

    @Test
    void aPageEndsWithinTheRollout() {
        CustomDeploymentLog page = of("b4", 2, build(5, 5, true), true);

        assertThat(page.items()).extracting(Line::step).containsExactly("build", "rollout");
        assertThat(page.next()).isEqualTo("r1");
        assertThat(page.complete()).isFalse();
        assertThat(of("r1", 2, build(1, 0, true), true).items())
                .extracting(Line::text)
                .containsExactly("serves");
    }

    /** The builder may keep logs for less long than we keep deployments, and never end one that nobody builds. */
    @Test
    void whatIsOverEndsWithoutTheBuild() {
        CustomDeploymentLog page = of("", 10, build(1, 0, false), true);

        assertThat(page.items()).hasSize(2);
        assertThat(page.complete()).isTrue();
    }

    @Test
    void aRunningOneIsNotComplete() {
        assertThat(of("r2", 10, build(1, 0, true), false).complete()).isFalse();
        assertThat(of("r2", 10, build(1, 0, true), false).next()).isEqualTo("r2");
    }

    @Test
    void positionsAreThoseOfPages() {
        for (String text : List.of("x1", "b", "r-1", "1", "b99999999999")) {
            assertThatThrownBy(() -> Position.of(text)).isInstanceOf(ProblemException.class);
        }
    }

    private static CustomDeploymentLog of(String after, int limit, BuildLog build, boolean over) {
        return CustomDeploymentLog.of(Position.of(after), limit, build, NOTES, over);
    }

    private static BuildLog build(int first, int last, boolean complete) {
        return new BuildLog(
                IntStream.rangeClosed(first, last)
                        .mapToObj(line -> new BuildLog.Line(line, AT, "line " + line))
                        .toList(),
                complete);
    }
}
