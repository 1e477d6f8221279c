package io.slipway.registry.oidc;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.organization.TokenStore;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.OwnNames;
import io.smallrye.mutiny.Uni;

/** Which workflows may publish a provider. One may be bound before the provider's first version. */
@ApplicationScoped
class ManagePublishers {
    private final PublisherStore publishers;
    private final OwnNames names;
    private final TokenStore tokens;
    private final Issuers issuers;
    private final Audit audit;
    private final CallerStanding standing;
    private final Clock clock;

    ManagePublishers(
            PublisherStore publishers,
            OwnNames names,
            TokenStore tokens,
            Issuers issuers,
            Audit audit,
            CallerStanding standing,
            Clock clock) {
        this.publishers = publishers;
        this.names = names;
        this.tokens = tokens;
        this.issuers = issuers;
        this.audit = audit;
        this.standing = standing;
        this.clock = clock;
    }

    @WithSession
    Uni<Page<PublisherView>> list(Caller caller, ProviderName provider, Keyset page) {
        return names.mustBeOwn(caller, provider)
                .chain(() -> publishers.list(provider.toString(), page))
                .map(rows -> Page.of(rows, page, Publisher::id, Publisher::view));
    }

    /** Fails with 409 when that workflow is bound already. */
    @WithTransaction
    Uni<PublisherView> add(Caller caller, ProviderName provider, PublisherRequest request) {
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The body is missing.");
        }
        return names.mustBeOwnAndStand(caller, provider)
                .chain(() -> standing.mustLast(caller))
                .chain(() -> bind(caller, provider, request.binding(issuers.urls())))
                .map(Publisher::view);
    }

    private Uni<Publisher> bind(Caller caller, ProviderName provider, Binding binding) {
        Publisher publisher = new Publisher(
                EntityId.create("pub_", clock), provider.org(), provider.toString(), binding, clock.instant());
        return publishers
                .persistAndFlush(publisher)
                .call(() -> audit.record(caller, "publisher.added", provider.toString(), details(publisher)));
    }

    /** Ends the tokens that it has got, too. Fails with 404 for one of another provider. */
    @WithTransaction
    Uni<Void> remove(Caller caller, ProviderName provider, String id) {
        return names.mustBeOwn(caller, provider)
                .chain(() -> publishers.lock(provider.toString(), id))
                .onItem()
                .ifNull()
                .failWith(() -> missing(provider, id))
                .flatMap(publisher -> publishers
                        .delete(publisher)
                        .chain(() -> tokens.revokeOfPublisher(id, clock.instant()))
                        .chain(() ->
                                audit.record(caller, "publisher.removed", provider.toString(), details(publisher))));
    }

    private static ProblemException missing(ProviderName provider, String id) {
        return ProblemException.complete(
                ErrorCode.NOT_FOUND,
                provider + " has no publisher " + id + ". The list of its publishers has the ids.",
                List.of());
    }

    private static Map<String, Object> details(Publisher publisher) {
        Binding binding = publisher.binding();
        Map<String, Object> details = new HashMap<>();
        details.put("publisher_id", publisher.id());
        details.put("issuer", binding.issuer());
        details.put("repository_id", binding.repositoryId());
        details.put("workflow", binding.workflow());
        details.put("environment", binding.environment());
        return details;
    }
}
