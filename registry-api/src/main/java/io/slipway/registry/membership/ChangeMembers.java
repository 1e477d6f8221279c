package io.slipway.registry.membership;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.organization.Account;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.organization.Member;
import io.slipway.registry.organization.MemberStore;
import io.slipway.registry.organization.MemberTies;
import io.slipway.registry.organization.OrganizationStore;
import io.slipway.registry.organization.Role;
import io.slipway.registry.organization.TokenStore;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** Who belongs to an organization, and as what. Changes of one organization come one after the other. */
@ApplicationScoped
class ChangeMembers {
    private final OrganizationStore organizations;
    private final MemberStore members;
    private final TokenStore tokens;
    private final MemberTies ties;
    private final Audit audit;
    private final CallerStanding standing;
    private final Clock clock;

    ChangeMembers(
            OrganizationStore organizations,
            MemberStore members,
            TokenStore tokens,
            MemberTies ties,
            Audit audit,
            CallerStanding standing,
            Clock clock) {
        this.organizations = organizations;
        this.members = members;
        this.tokens = tokens;
        this.ties = ties;
        this.audit = audit;
        this.standing = standing;
        this.clock = clock;
    }

    /** Fails with 404 for a user that does not exist and 409 for one that is a member. */
    @WithTransaction
    Uni<MemberView> add(Caller caller, MemberRequest request) {
        Role role = Inputs.role(request.role());
        return ties.hold(caller.organization())
                .chain(() -> organizations.lock(caller.organization()))
                .chain(() -> standing.mustLast(caller))
                .chain(() -> account(caller, request))
                .call(account -> mustBeNew(key(caller, account.id())))
                .flatMap(account -> add(caller, account, role));
    }

    /** Fails with 404 for one that is no member and 409 for the last owner. */
    @WithTransaction
    Uni<MemberView> setRole(Caller caller, String user, RoleRequest request) {
        Role role = Inputs.role(request.role());
        return lockedMember(caller, user)
                .call(member -> role == Role.OWNER ? nothing() : mustLeaveAnOwner(member))
                .call(member -> changed(caller, member, role))
                .invoke(member -> member.become(role))
                .flatMap(member -> members.account(user).map(account -> MemberView.of(member, account.name())));
    }

    /** The same failures; the member's tokens of this organization end with it, and what only a share with the user opened. */
    @WithTransaction
    Uni<Void> remove(Caller caller, String user) {
        return ties.hold(caller.organization())
                .chain(() -> lockedMember(caller, user))
                .call(this::mustLeaveAnOwner)
                .flatMap(member -> members.delete(member).chain(members::flush))
                .chain(() -> ties.changed(caller.organization(), user))
                .chain(() -> tokens.revokeOfMember(caller.organization(), user, clock.instant()))
                .chain(revoked -> audit.record(caller, "member.removed", user, Map.of("tokens_revoked", revoked)));
    }

    private Uni<Account> account(Caller caller, MemberRequest request) {
        if ((request.userId() == null) == (request.name() == null)) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, "/user_id", "give either the id of a user or the name of a new one");
        }
        if (request.userId() != null) {
            return members.account(request.userId()).onItem().ifNull().failWith(() -> unknown(request.userId()));
        }
        String name = Inputs.person("/name", request.name());
        return members.persistAccount(
                new Account(EntityId.create("usr_", clock), name, caller.organization(), clock.instant()));
    }

    private Uni<MemberView> add(Caller caller, Account account, Role role) {
        Member member = new Member(key(caller, account.id()), role, clock.instant());
        return members.persistAndFlush(member)
                .call(() -> ties.changed(caller.organization(), account.id()))
                .call(() -> audit.record(caller, "member.added", account.id(), Map.of("role", role.word())))
                .map(saved -> MemberView.of(saved, account.name()));
    }

    private Uni<Void> changed(Caller caller, Member member, Role role) {
        return member.role() == role
                ? nothing()
                : audit.record(
                        caller,
                        "member.role_changed",
                        member.account(),
                        Map.of("from", member.role().word(), "to", role.word()));
    }

    private Uni<Void> mustBeNew(Member.Key key) {
        return members.findById(key)
                .invoke(existing -> {
                    if (existing != null) {
                        throw ProblemException.of(
                                ErrorCode.ALREADY_MEMBER,
                                key.account() + " is a member of " + key.organization() + ".");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Member> lockedMember(Caller caller, String user) {
        return organizations
                .lock(caller.organization())
                .chain(() -> standing.mustLast(caller))
                .chain(() -> members.findById(key(caller, user)))
                .onItem()
                .ifNull()
                .failWith(() -> unknown(user));
    }

    private Uni<Void> mustLeaveAnOwner(Member member) {
        if (member.role() != Role.OWNER) {
            return nothing();
        }
        return members.owners(member.organization())
                .invoke(owners -> {
                    if (owners == 1) {
                        throw ProblemException.of(
                                ErrorCode.LAST_OWNER,
                                member.account() + " is the last owner of " + member.organization());
                    }
                })
                .replaceWithVoid();
    }

    private static Member.Key key(Caller caller, String user) {
        return new Member.Key(caller.organization(), user);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private static ProblemException unknown(String user) {
        return ProblemException.complete(
                ErrorCode.NOT_FOUND, "There is no such user " + user + ". The members' list has the ids.", List.of());
    }
}
