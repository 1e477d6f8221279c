package io.slipway.registry.token;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.Token;
import io.slipway.registry.organization.TokenStore;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** The tokens of the caller's organization, whoever made them. */
@ApplicationScoped
class ManageTokens {
    private final TokenStore tokens;
    private final Audit audit;
    private final Clock clock;

    ManageTokens(TokenStore tokens, Audit audit, Clock clock) {
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    @WithSession
    Uni<Page<TokenView>> list(Caller caller, Keyset page) {
        return tokens.list(caller.organization(), page).map(rows -> Page.of(rows, page, Token::id, TokenView::of));
    }

    /** From now on it opens nothing. Again is nothing new; fails with 404 for one of another organization. */
    @WithTransaction
    Uni<Void> revoke(Caller caller, String id) {
        return tokens.findById(id)
                .invoke(token -> mustBeOf(caller, token, id))
                .flatMap(token -> token.revokedAt() == null
                        ? revoke(caller, token)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> revoke(Caller caller, Token token) {
        token.revoke(clock.instant());
        return audit.record(
                caller,
                "token.revoked",
                token.id(),
                Map.of("name", token.grant().name()));
    }

    private static void mustBeOf(Caller caller, Token token, String id) {
        if (token == null || !token.grant().organization().equals(caller.organization())) {
            throw ProblemException.complete(
                    ErrorCode.NOT_FOUND, "There is no token " + id + ". The list of tokens has the ids.", List.of());
        }
    }
}
