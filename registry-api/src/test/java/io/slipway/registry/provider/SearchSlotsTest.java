package io.slipway.registry.provider;

import java.time.Duration;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SearchSlotsTest {
    private final SearchSlots slots = new SearchSlots(new OneAtOnce());

    @Test
    void aSearchTooManyIsRefusedUntilAnotherOneHasEnded() {
        var cancelled = slots.use(() -> Uni.createFrom().nothing()).subscribe().with(_ -> {});

        assertThatThrownBy(this::search)
                .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.UNAVAILABLE));

        cancelled.cancel();
        assertThat(search()).isEqualTo("found");
        assertThatThrownBy(() -> slots.use(() -> {
                            throw new IllegalStateException("no query");
                        })
                        .await()
                        .indefinitely())
                .hasMessage("no query");
        assertThat(search()).isEqualTo("found");
    }

    private String search() {
        return slots.use(() -> Uni.createFrom().item("found")).await().indefinitely();
    }

    private record OneAtOnce() implements ProvidersConfig {
        @Override
        public Visibility visibility() {
            return Visibility.PUBLIC;
        }

        @Override
        public Duration searchTimeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public int searchesAtOnce() {
            return 1;
        }
    }
}
