package io.slipway.orchestrator.version;

import java.util.List;

import io.slipway.contracts.VersionState;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CompareVersionsTest {
    /** More than a stack holds. */
    private static final int MANY = 100_000;

    @Test
    void howeverManyPagesThereAre() {
        CompareVersions comparison = new CompareVersions(new ManyPages(), new NothingNew(), null, null, null);

        assertThat(comparison.compareAll().await().indefinitely()).isEqualTo(new CompareVersions.Compared(0, 0));
    }

    private static final class ManyPages extends RegistryVersions {
        ManyPages() {
            super(null);
        }

        @Override
        Uni<Page> page(String after) {
            int number = after == null ? 1 : Integer.parseInt(after) + 1;
            return Uni.createFrom().item(new Page(List.of(), number == MANY ? null : Integer.toString(number)));
        }
    }

    private static final class NothingNew extends VersionsSeen {
        NothingNew() {
            super(null);
        }

        @Override
        Uni<List<VersionState>> newerOf(List<VersionState> versions) {
            return Uni.createFrom().item(List.of());
        }
    }
}
