package io.slipway.registry.oidc;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.token.TokenView;
import io.smallrye.mutiny.Uni;

/** A workflow's OIDC token for one of ours: verified on a worker thread, then granted in one transaction. */
@ApplicationScoped
class ExchangeOidcToken {
    private final VerifyOidcToken verify;
    private final GrantToWorkflow grant;
    private final Hops hops;

    ExchangeOidcToken(VerifyOidcToken verify, GrantToWorkflow grant, Hops hops) {
        this.verify = verify;
        this.grant = grant;
        this.hops = hops;
    }

    Uni<TokenView> exchange(ExchangeRequest request) {
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The body is missing.");
        }
        ProviderName provider = ProviderNames.parse(text("/provider", request.provider()), "/provider");
        String token = text("/token", request.token());
        return hops.blocking(() -> verify.verify(token)).flatMap(identity -> grant.grant(provider, identity));
    }

    private static String text(String field, String value) {
        if (value == null || value.isEmpty()) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, field, "is required");
        }
        return value;
    }
}
