package io.slipway.registry.provider;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.contracts.EntityId;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.audit.Audit;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.organization.MemberStore;
import io.slipway.registry.organization.OrganizationStore;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** Who reads a provider beyond what its visibility says. What changes takes the provider's lock: installs wait for it. */
@ApplicationScoped
class ShareProvider {
    private final ProviderStore providers;
    private final ShareStore shares;
    private final OrganizationStore organizations;
    private final MemberStore members;
    private final Audit audit;
    private final CallerStanding standing;
    private final Clock clock;

    ShareProvider(
            ProviderStore providers,
            ShareStore shares,
            OrganizationStore organizations,
            MemberStore members,
            Audit audit,
            CallerStanding standing,
            Clock clock) {
        this.providers = providers;
        this.shares = shares;
        this.organizations = organizations;
        this.members = members;
        this.audit = audit;
        this.standing = standing;
        this.clock = clock;
    }

    /** @param isNew whether it was not shared with that one before */
    record Shared(ShareView view, boolean isNew) {}

    @WithSession
    Uni<Page<ShareView>> list(Caller caller, ProviderName name, Keyset page) {
        return providers
                .readable(name.toString(), caller)
                .invoke(() -> caller.mustBelongTo(name.org()))
                .flatMap(provider -> shares.list(provider, page))
                .map(rows -> Page.of(rows, page, Share::id, share -> share.view(name.toString())));
    }

    /** Fails with 422 for whom there is not. Installations that an end of access had held are let go. */
    @WithTransaction
    Uni<Shared> share(Caller caller, ProviderName name, ShareRequest request) {
        return lockOwn(caller, name).flatMap(provider -> {
            Grantee with = request.grantee();
            return shares.find(provider, with)
                    .flatMap(share -> share == null
                            ? mustExist(with).chain(() -> create(caller, provider, with))
                            : Uni.createFrom().item(new Shared(share.view(provider.name()), false)));
        });
    }

    /** Fails with 404 when it is not shared with that one. Its installations are held at what they run. */
    @WithTransaction
    Uni<Void> unshare(Caller caller, ProviderName name, ShareRequest request) {
        return lockOwn(caller, name).flatMap(provider -> {
            Grantee with = request.grantee();
            return shares.find(provider, with)
                    .onItem()
                    .ifNull()
                    .failWith(() -> missing(name, with))
                    .flatMap(share -> shares.remove(provider, share))
                    .chain(() -> shares.review(provider, with))
                    .chain(() -> audit.record(caller, "provider.unshared", name.toString(), with.details()));
        });
    }

    private Uni<Provider> lockOwn(Caller caller, ProviderName name) {
        return providers.lockOwn(caller, name).call(() -> standing.mustLast(caller));
    }

    private Uni<Shared> create(Caller caller, Provider provider, Grantee with) {
        Share share = new Share(EntityId.create("shr_", clock), provider.id(), with, clock.instant());
        return shares.persistAndFlush(share)
                .chain(() -> shares.review(provider, with))
                .chain(() -> audit.record(caller, "provider.shared", provider.name(), with.details()))
                .replaceWith(() -> new Shared(share.view(provider.name()), true));
    }

    private Uni<?> mustExist(Grantee with) {
        Uni<?> found =
                with.user() == null ? organizations.findByName(with.organization()) : members.account(with.user());
        return found.onItem().ifNull().failWith(with::unknown);
    }

    private static ProblemException missing(ProviderName name, Grantee with) {
        return ProblemException.complete(
                ErrorCode.NOT_FOUND,
                name + " is not shared with " + with.key() + ". The list of its shares tells with whom.",
                java.util.List.of());
    }
}
