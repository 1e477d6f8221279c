package io.slipway.registry.custom;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.provider.ProviderStore;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** The providers of the caller's organization; another's looks like one that is not there. Sees to it that a token restricted to one touches no other. */
@ApplicationScoped
class OwnProviders {
    private final ProviderStore providers;

    OwnProviders(ProviderStore providers) {
        this.providers = providers;
    }

    Uni<List<Provider>> list(Caller caller, Keyset page) {
        String hql = "select p from Provider p where p.organization = :organization and p.deletedAt is null"
                + (caller.isPublisher() ? "" : " and p.visibility <> 'private'")
                + (caller.provider() == null ? "" : " and p.name = :only")
                + page.condition("p.id")
                + page.orderBy("p.id");
        return Panache.getSession().flatMap(session -> {
            Mutiny.SelectionQuery<Provider> query = session.createSelectionQuery(hql, Provider.class);
            query.setParameter("organization", caller.organization())
                    .setParameter("anchor", page.parameter())
                    .setMaxResults(page.rows());
            if (caller.provider() != null) {
                query.setParameter("only", caller.provider());
            }
            return query.getResultList();
        });
    }

    /** @param id {@code cpr_…}. Fails with 404 for one that the caller does not see, with 410 for one that was deleted. */
    Uni<Provider> require(Caller caller, String id) {
        return name(caller, id).flatMap(name -> providers.readable(name, caller));
    }

    /** The same, and locks it until the transaction ends. */
    Uni<Provider> lock(Caller caller, String id) {
        return name(caller, id).flatMap(name -> providers.lockOwn(caller, ProviderNames.stored(name)));
    }

    /** The same, and lets nobody release, withdraw or delete anything of it until the transaction ends. */
    Uni<Provider> share(Caller caller, String id) {
        return name(caller, id)
                .call(name -> providers.mustBeReadable(name, caller))
                .flatMap(providers::share);
    }

    /** Not loaded: whoever locks it next is to see it as it is then. */
    private static Uni<String> name(Caller caller, String id) {
        if (!id.startsWith("cpr_")) {
            throw missing(id);
        }
        return Panache.getSession()
                .flatMap(session -> session.createSelectionQuery(
                                "select p.name from Provider p where p.id = :id and p.organization = :organization",
                                String.class)
                        .setParameter("id", CustomIds.provider(id))
                        .setParameter("organization", caller.organization())
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> missing(id))
                .invoke(caller::mustTouch);
    }

    private static ProblemException missing(String id) {
        return ProblemException.of(ErrorCode.NOT_FOUND, "There is no custom provider " + id + ".");
    }
}
