package io.slipway.registry.membership;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.organization.Member;
import io.slipway.registry.organization.MemberStore;
import io.slipway.registry.organization.OrganizationStore;
import io.slipway.registry.organization.TokenStore;
import io.smallrye.mutiny.Uni;

/** What was said of an organization when it was made, for who did not hear it. */
@ApplicationScoped
class ReadFounded {
    private final OrganizationStore organizations;
    private final MemberStore members;
    private final TokenStore tokens;

    ReadFounded(OrganizationStore organizations, MemberStore members, TokenStore tokens) {
        this.organizations = organizations;
        this.members = members;
        this.tokens = tokens;
    }

    /** Runs in the caller's transaction. @param tokenId of its owner's first token, which is good */
    Uni<FoundedView> read(String organization, String tokenId, String secret) {
        return organizations.findByName(organization).flatMap(found -> tokens.findById(tokenId)
                .flatMap(token -> owner(organization, token.grant().user()))
                .map(owner -> new FoundedView(OrganizationView.of(found), owner, secret, tokenId)));
    }

    private Uni<MemberView> owner(String organization, String user) {
        return members.findById(new Member.Key(organization, user))
                .flatMap(member -> members.account(user).map(account -> MemberView.of(member, account.name())));
    }
}
