package io.slipway.registry.membership;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.runtime.StartupEvent;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.idempotency.LostSecret;
import io.slipway.registry.organization.TokenFormat;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/**
 * The first organization and its owner, for whoever shows the operator's secret; the same secret works once. Whoever has lost
 * the answer asks for the same organization again: as long as its token was never used, there is another one.
 */
@ApplicationScoped
class BootstrapRegistry {
    private static final int MIN_SECRET = 32;

    private final BootstrapConfig config;
    private final CreateOrganization create;
    private final LostSecret lost;
    private final ReadFounded founded;
    private final Clock clock;

    BootstrapRegistry(
            BootstrapConfig config, CreateOrganization create, LostSecret lost, ReadFounded founded, Clock clock) {
        this.config = config;
        this.create = create;
        this.lost = lost;
        this.founded = founded;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException which stops the start, for a secret that could be guessed */
    void onStart(@Observes StartupEvent start) {
        if (config.secret().isPresent() && config.secret().get().length() < MIN_SECRET) {
            throw new IllegalArgumentException("slipway.bootstrap.secret needs " + MIN_SECRET + " characters or more");
        }
    }

    /** Fails with 401 for another secret, or none configured, and 409 when it was used. Racing callers: one wins. */
    @WithTransaction
    Uni<FoundedView> bootstrap(BootstrapRequest request) {
        mustKnowTheSecret(request.secret());
        String sha256 = TokenFormat.fingerprint(request.secret());
        return Panache.getSession()
                .flatMap(session -> session.find(UsedBootstrapSecret.class, sha256))
                .flatMap(used -> used == null ? first(request, sha256) : again(request, used));
    }

    private Uni<FoundedView> first(BootstrapRequest request, String sha256) {
        return create.createFirst(new OrganizationRequest(request.name(), request.ownerName()))
                .call(made -> use(sha256, made));
    }

    private Uni<FoundedView> again(BootstrapRequest request, UsedBootstrapSecret used) {
        boolean isRepeat = used.token() != null && used.isFresh(clock.instant());
        if (!isRepeat || !used.organization().equals(request.name())) {
            throw wasUsed();
        }
        return lost.replace(used.token(), Audit.SYSTEM)
                .onFailure(ProblemException.class)
                .transform(_ -> wasUsed())
                .flatMap(secret -> founded.read(used.organization(), used.token(), secret));
    }

    private Uni<Void> use(String sha256, FoundedView made) {
        UsedBootstrapSecret used = new UsedBootstrapSecret(sha256, made, clock.instant());
        return Panache.getSession()
                .flatMap(session -> session.persist(used).call(session::flush))
                .replaceWithVoid();
    }

    private void mustKnowTheSecret(String given) {
        boolean known = given != null
                && config.secret().isPresent()
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        config.secret().get().getBytes(StandardCharsets.UTF_8));
        if (!known) {
            throw ProblemException.complete(
                    ErrorCode.UNAUTHENTICATED,
                    "That is not this registry's bootstrap secret. The operator sets it as slipway.bootstrap.secret.",
                    java.util.List.of());
        }
    }

    private static ProblemException wasUsed() {
        return ProblemException.complete(
                ErrorCode.CONFLICT,
                "The bootstrap secret was used. For another first organization the operator sets a new one.",
                java.util.List.of());
    }
}
