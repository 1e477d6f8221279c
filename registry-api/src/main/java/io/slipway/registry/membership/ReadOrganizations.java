package io.slipway.registry.membership;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.Member;
import io.slipway.registry.organization.MemberStore;
import io.slipway.registry.organization.Organization;
import io.slipway.registry.organization.OrganizationStore;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** Organizations as their members see them; for others there are none. */
@ApplicationScoped
class ReadOrganizations {
    private final OrganizationStore organizations;
    private final MemberStore members;

    ReadOrganizations(OrganizationStore organizations, MemberStore members) {
        this.organizations = organizations;
        this.members = members;
    }

    @WithSession
    Uni<CallerView> me(Caller caller) {
        return organizations.findByName(caller.organization()).map(organization -> CallerView.of(organization, caller));
    }

    @WithSession
    Uni<Page<OrganizationView>> list(Caller caller, Keyset page) {
        return organizations
                .listOf(caller, page)
                .map(rows -> Page.of(rows, page, Organization::id, OrganizationView::of));
    }

    /** Fails with 404 unless it is the caller's or one that the caller's user is a member of. */
    @WithSession
    Uni<OrganizationView> get(Caller caller, String name) {
        return readable(caller, name)
                .flatMap(readable -> readable
                        ? organizations.findByName(name)
                        : Uni.createFrom().nullItem())
                .onItem()
                .ifNull()
                .failWith(() -> missing(name))
                .map(OrganizationView::of);
    }

    @WithSession
    Uni<Page<MemberView>> members(Caller caller, Keyset page) {
        return members.list(caller.organization(), page)
                .map(rows -> Page.of(
                        rows, page, row -> row.member().account(), row -> MemberView.of(row.member(), row.name())));
    }

    private static ProblemException missing(String organization) {
        return ProblemException.of(ErrorCode.NOT_FOUND, "There is no organization " + organization + ".");
    }

    private Uni<Boolean> readable(Caller caller, String name) {
        if (caller.organization().equals(name)) {
            return Uni.createFrom().item(true);
        }
        return caller.user() == null
                ? Uni.createFrom().item(false)
                : members.findById(new Member.Key(name, caller.user())).map(member -> member != null);
    }
}
