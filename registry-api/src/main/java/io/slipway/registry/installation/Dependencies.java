package io.slipway.registry.installation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.version.RequirementGraph;
import io.slipway.registry.version.RequirementStore;
import io.slipway.registry.version.Version;
import io.smallrye.mutiny.Uni;

/** Providers that versions require, in the environment of a tenant. */
@ApplicationScoped
class Dependencies {
    private static final int NAMED = 20;

    private static final String PRESENT = """
            select provider from installation
            where organization = :organization and environment = :environment and provider in (:names)
            and removed_at is null and desired = 'present'""";
    /** They stay until the transaction ends; in one order, so that no two wait for each other. */
    private static final String PRESENT_AND_HELD = PRESENT + " order by provider for share";

    private static final String OF_INSTALLED = """
            select i.provider as name, v.requires as requires from installation i
            join version v on v.provider = i.provider and v.number = i.target_version
            where i.organization = :organization and i.environment = :environment and i.provider in (:names)
            and i.removed_at is null""";

    private static final String DEPENDENTS = """
            select distinct i.provider from installation i
            join version v on v.provider = i.provider and v.number in (i.target_version, i.serving_version)
            where i.organization = :organization and i.environment = :environment
            and i.removed_at is null and i.desired = 'present'
            and jsonb_exists(cast(v.requires as jsonb), :provider) order by i.provider limit :limit""";

    /** Fails with 409 unless all that it requires is installed beside it, which then stays so until the transaction ends. */
    Uni<Void> mustBeMet(Place place, Version version) {
        if (requires(version).isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return present(PRESENT_AND_HELD, place, requires(version)).flatMap(present -> RequirementStore.walk(
                        new RequirementGraph(place.provider(), requires(version)), names -> edges(place, names))
                .invoke(graph -> graph.mustBeNoCircle(place.organization()))
                .invoke(() -> mustBePresent(place, version, present))
                .replaceWithVoid());
    }

    /** What it requires and is not installed there. */
    Uni<List<String>> missing(Place place, Version version) {
        List<String> requires = requires(version);
        return requires.isEmpty()
                ? Uni.createFrom().item(List.of())
                : present(PRESENT, place, requires).map(present -> without(requires, present));
    }

    /** Fails with 409 when anything that is installed beside it requires it. Ask under its lock. */
    Uni<Void> mustNotBeRequired(Place place) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(DEPENDENTS, String.class)
                        .setParameter("organization", place.organization())
                        .setParameter("environment", place.environment())
                        .setParameter("provider", place.provider())
                        .setParameter("limit", NAMED)
                        .getResultList())
                .invoke(dependents -> mustBeNone(place, dependents))
                .replaceWithVoid();
    }

    private static Uni<Set<String>> present(String query, Place place, Collection<String> names) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(query, String.class)
                        .setParameter("organization", place.organization())
                        .setParameter("environment", place.environment())
                        .setParameter("names", names)
                        .getResultList())
                .map(HashSet::new);
    }

    /** What is installed counts with its version, anything else with its latest one. */
    private static Uni<Map<String, List<String>>> edges(Place place, List<String> names) {
        return RequirementStore.ofLatest(names)
                .flatMap(latest -> installed(place, names).map(installed -> {
                    Map<String, List<String>> all = new HashMap<>(latest);
                    all.putAll(installed);
                    return all;
                }));
    }

    private static Uni<Map<String, List<String>>> installed(Place place, List<String> names) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(OF_INSTALLED, Tuple.class)
                        .setParameter("organization", place.organization())
                        .setParameter("environment", place.environment())
                        .setParameter("names", names)
                        .getResultList())
                .map(RequirementStore::byName);
    }

    private static void mustBePresent(Place place, Version version, Set<String> present) {
        List<String> missing = without(requires(version), present);
        if (!missing.isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.DEPENDENCY_MISSING,
                    "Version " + version.number() + " of " + version.provider() + " requires "
                            + String.join(", ", missing) + ", not installed in the environment "
                            + place.environment() + ".",
                    missing.stream()
                            .map(name -> new Problem.Detail(
                                    name, "run slipway install " + name + " --environment " + place.environment()))
                            .toList());
        }
    }

    private static void mustBeNone(Place place, List<String> dependents) {
        if (!dependents.isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.DEPENDENCY_REQUIRED,
                    place.provider() + " is required in the environment " + place.environment() + " by "
                            + String.join(", ", dependents)
                            + (dependents.size() == NAMED ? " and perhaps others." : "."),
                    dependents.stream()
                            .map(name -> new Problem.Detail(name, "requires " + place.provider()))
                            .toList());
        }
    }

    /** Before it was refused, publishers could name the provider itself. */
    private static List<String> requires(Version version) {
        return without(version.origin().requires(), Set.of(version.provider()));
    }

    private static List<String> without(Collection<String> names, Set<String> present) {
        List<String> missing = new ArrayList<>(names);
        missing.removeAll(present);
        return missing;
    }
}
