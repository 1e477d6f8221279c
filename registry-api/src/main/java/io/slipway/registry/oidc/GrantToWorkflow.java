package io.slipway.registry.oidc;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.organization.TokenGrant;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.token.IssueToken;
import io.slipway.registry.token.TokenView;
import io.smallrye.mutiny.Uni;

/** Gives a token to a workflow that a publisher of the provider admits, once for each OIDC token. */
@ApplicationScoped
class GrantToWorkflow {
    private final PublisherStore publishers;
    private final IssueToken tokens;
    private final OidcConfig config;
    private final Clock clock;

    GrantToWorkflow(PublisherStore publishers, IssueToken tokens, OidcConfig config, Clock clock) {
        this.publishers = publishers;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    /** Fails with 403 for a workflow that is not trusted, and with 401 when its token was used before. */
    @WithTransaction
    Uni<TokenView> grant(ProviderName provider, WorkflowIdentity identity) {
        return publishers
                .hold(provider.toString(), identity)
                .map(all -> admitting(all, provider, identity))
                .call(() -> use(identity))
                .flatMap(publisher -> tokens.issue(grant(publisher), "workflow:" + publisher.id()));
    }

    private static Publisher admitting(List<Publisher> all, ProviderName provider, WorkflowIdentity identity) {
        return all.stream()
                .filter(publisher -> publisher.binding().admits(identity))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.UNTRUSTED_WORKFLOW,
                        "No publisher of " + provider + " admits the repository " + identity.repositoryId()
                                + " with the workflow " + identity.workflow() + " in the environment "
                                + identity.environment() + "."));
    }

    private Uni<Void> use(WorkflowIdentity identity) {
        return publishers
                .use(identity)
                .invoke(first -> {
                    if (!first) {
                        throw VerifyOidcToken.refused("it was exchanged before");
                    }
                })
                .replaceWithVoid();
    }

    private TokenGrant grant(Publisher publisher) {
        return new TokenGrant(
                publisher.organization(),
                "workflow " + publisher.binding().workflow(),
                EnumSet.of(Scope.READ, Scope.PUBLISH),
                publisher.provider(),
                null,
                publisher.id(),
                clock.instant().plus(config.tokenLifetime()));
    }
}
