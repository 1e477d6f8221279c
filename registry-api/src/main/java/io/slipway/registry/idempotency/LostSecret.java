package io.slipway.registry.idempotency;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.slipway.registry.audit.Audit;
import io.slipway.registry.organization.Token;
import io.slipway.registry.organization.TokenFormat;
import io.slipway.registry.organization.TokenStore;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/**
 * A token's secret is shown once, and an answer can be lost. Nobody else could get into an organization whose first token is
 * lost, so that whoever made it, and proves it by the same request, gets another secret for it: as long as the first one was
 * never used, which is then worth nothing.
 */
@ApplicationScoped
public class LostSecret {
    private final TokenStore tokens;
    private final Audit audit;
    private final Clock clock;

    LostSecret(TokenStore tokens, Audit audit, Clock clock) {
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    /** Runs in the caller's transaction. Fails with 409 for a token that was used, so that it did arrive, or has ended. */
    public Uni<String> replace(String tokenId, String actor) {
        String secret = TokenFormat.create();
        return tokens.findById(tokenId, LockModeType.PESSIMISTIC_WRITE)
                .invoke(token -> mustBeUnused(token, tokenId))
                .invoke(token -> token.replaceSecret(secret))
                .call(token -> noted(token, actor))
                .replaceWith(secret);
    }

    private void mustBeUnused(Token token, String id) {
        if (token == null || !token.isUnused(clock.instant())) {
            throw ProblemException.complete(
                    ErrorCode.ANSWER_NOT_KEPT,
                    "The request was done. Its token " + id + " was used since, or has ended, and is not shown again. "
                            + ErrorCode.ANSWER_NOT_KEPT.advice(),
                    List.of());
        }
    }

    private Uni<Void> noted(Token token, String actor) {
        return audit.record(
                token.grant().organization(),
                actor,
                "token.secret_replaced",
                token.id(),
                Map.of("name", token.grant().name()));
    }
}
