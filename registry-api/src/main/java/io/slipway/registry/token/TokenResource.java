package io.slipway.registry.token;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.slipway.registry.idempotency.Idempotent;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

@Path("/organizations/{org}/tokens")
@Tag(name = "Tokens")
@RequiresScope(Scope.ADMIN)
public class TokenResource {
    private final IssueToken issue;
    private final ManageTokens tokens;
    private final CurrentCaller current;

    TokenResource(IssueToken issue, ManageTokens tokens, CurrentCaller current) {
        this.issue = issue;
        this.tokens = tokens;
        this.current = current;
    }

    @POST
    @Idempotent
    @ResponseStatus(201)
    @Operation(
            operationId = "createToken",
            summary = "Make a token",
            description = "token, the secret, is shown this once. It gets no scope that the caller's token lacks")
    public Uni<TokenView> create(@RestPath String org, TokenRequest request) {
        return issue.issue(current.get(), org, request);
    }

    @GET
    @Operation(
            operationId = "listTokens",
            summary =
                    "Your organization's tokens, also revoked ones and those that have expired; those of workflows for a day")
    public Uni<Page<TokenView>> list(@RestPath String org, @BeanParam PageQuery page) {
        return tokens.list(current.of(org), page.keyset());
    }

    @DELETE
    @Path("/{token_id}")
    @Operation(operationId = "revokeToken", summary = "Revoke a token", description = "It opens nothing from then on")
    public Uni<Void> revoke(@RestPath String org, @RestPath("token_id") String tokenId) {
        return tokens.revoke(current.of(org), tokenId);
    }

    /** @throws io.slipway.registry.problem.ProblemException 404 for another organization than the token's */
}
