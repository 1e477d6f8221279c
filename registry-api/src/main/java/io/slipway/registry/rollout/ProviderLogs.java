package io.slipway.registry.rollout;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.conventions.GracefulShutdown;
import io.slipway.registry.installation.Address;
import io.slipway.registry.installation.ReadInstallations;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.runtime.WholeAnswer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What installed providers write, fetched from deployer. */
@ApplicationScoped
public class ProviderLogs {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final int CHUNK = 500;

    private final ReadInstallations installations;
    private final DeployerClient deployer;
    private final CallerStanding standing;
    private final GracefulShutdown shutdown;

    ProviderLogs(
            ReadInstallations installations,
            @RestClient DeployerClient deployer,
            CallerStanding standing,
            GracefulShutdown shutdown) {
        this.installations = installations;
        this.deployer = deployer;
        this.standing = standing;
        this.shutdown = shutdown;
    }

    /** @param after a line's offset, exclusive; null for all */
    Uni<LogPage> page(Address address, String after, int limit) {
        return installations.id(address).flatMap(id -> fetch(id, after, limit));
    }

    /** What there is now and what comes, until the reader goes, or this replica. */
    Multi<LogPage> follow(Caller caller, Address address, String after) {
        return installations.id(address).onItem().transformToMulti(id -> pages(caller, id, after));
    }

    private Multi<LogPage> pages(Caller caller, String id, String after) {
        AtomicReference<String> position = new AtomicReference<>(after);
        Supplier<Uni<Void>> stillStands = standing.whileFollowing(caller);
        return Multi.createBy()
                .repeating()
                .uni(() -> stillStands.get().chain(() -> next(id, position)))
                .whilst(_ -> !shutdown.hasBegun());
    }

    private Uni<LogPage> next(String id, AtomicReference<String> position) {
        return fetch(id, position.get(), CHUNK)
                .invoke(page -> position.set(page.end(position.get())))
                .call(page ->
                        page.items().isEmpty() ? pause() : Uni.createFrom().voidItem());
    }

    private static Uni<Void> pause() {
        return Uni.createFrom().voidItem().onItem().delayIt().by(LOOK_AGAIN);
    }

    private Uni<LogPage> fetch(String id, String after, int limit) {
        return WholeAnswer.of(deployer.logs(id, after, limit))
                .onFailure(NothingRunsException.class)
                .recoverWithItem(LogPage.EMPTY)
                .onFailure()
                .transform(_ -> ProblemException.of(ErrorCode.UNAVAILABLE, "The deployer does not answer."));
    }
}
