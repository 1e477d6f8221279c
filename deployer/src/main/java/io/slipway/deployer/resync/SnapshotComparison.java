package io.slipway.deployer.resync;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.deployer.installation.InstallationStore;
import io.slipway.deployer.installation.ReconcileLoop;
import io.slipway.deployer.resync.RegistryClient.IntentPage;
import io.slipway.deployer.resync.RegistryClient.VersionPage;
import io.slipway.deployer.transaction.Transactions;
import io.slipway.deployer.version.VersionStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Reads registry-api's truth again and takes what is newer: whatever an event did not bring, this does. */
@ApplicationScoped
class SnapshotComparison {
    private static final int PAGE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Collector<Compared, ?, Compared> SUM = Collectors.reducing(Compared.NONE, Compared::plus);

    private final RegistryClient registry;
    private final Transactions transactions;
    private final VersionStore versions;
    private final InstallationStore installations;
    private final ReconcileLoop reconciling;

    SnapshotComparison(
            @RestClient RegistryClient registry,
            Transactions transactions,
            VersionStore versions,
            InstallationStore installations,
            ReconcileLoop reconciling) {
        this.registry = registry;
        this.transactions = transactions;
        this.versions = versions;
        this.installations = installations;
        this.reconciling = reconciling;
    }

    Uni<Compared> compare() {
        return Pages.of(after -> registry.versions(after, PAGE), VersionPage::next, PATIENCE)
                .onItem()
                .transformToUniAndConcatenate(page -> taken(page.items(), versions::learn))
                .collect()
                .with(SUM)
                .chain(sofar -> installations().map(sofar::plus))
                .invoke(reconciling::wake);
    }

    private Uni<Compared> installations() {
        return Pages.of(after -> registry.installations(after, PAGE), IntentPage::next, PATIENCE)
                .onItem()
                .transformToUniAndConcatenate(page -> taken(page.items(), installations::want))
                .collect()
                .with(SUM);
    }

    /** One transaction for each page, one statement after the other on its session. */
    private <T> Uni<Compared> taken(List<T> items, Function<T, Uni<Boolean>> store) {
        return transactions.run(() -> Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(store::apply)
                .collect()
                .in(Counter::new, Counter::add)
                .map(Counter::sum));
    }

    private static final class Counter {
        private Compared sum = Compared.NONE;

        void add(boolean newer) {
            sum = sum.plus(newer);
        }

        Compared sum() {
            return sum;
        }
    }
}
