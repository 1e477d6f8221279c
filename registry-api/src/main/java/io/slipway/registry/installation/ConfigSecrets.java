package io.slipway.registry.installation;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.contracts.InstallationOutcome.Revision;
import io.slipway.contracts.SecretReference;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.secret.UnknownKeyException;
import io.slipway.secret.UnopenedException;
import io.slipway.secret.table.SealedRow;
import io.slipway.secret.table.SealedRows;
import io.slipway.secret.table.SealedTable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** The secrets of installations' configs, sealed, each under its name and the config revision that brought it. */
@ApplicationScoped
public class ConfigSecrets {
    private static final Logger LOG = Logger.getLogger(ConfigSecrets.class);
    private static final SealedTable TABLE =
            new SealedTable("config_secret", List.of("installation_id", "revision", "name"));

    /** Values of one installation, before those are looked for that nothing can bring back. */
    private static final int MANY = 100;

    private static final Duration KEY_IS_BACK = Duration.ofSeconds(30);

    private final SealedRows rows;

    ConfigSecrets(SealedRows rows) {
        this.rows = rows;
    }

    @Produces
    @Singleton
    static SealedTable table() {
        return TABLE;
    }

    /** Keeps what a request gave, in the caller's transaction. @param config as it was given */
    Uni<Void> keep(Installation installation, Map<String, Object> config) {
        Map<String, String> given = SecretRules.given(config);
        if (given.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return rows.rows(TABLE, List.of(installation.id()))
                .invoke(found -> SecretRules.mustBeFew(given, stays(installation, given, found)))
                .chain(() -> put(installation, given))
                .chain(() -> prune(installation));
    }

    private Uni<Void> put(Installation installation, Map<String, String> given) {
        return Multi.createFrom()
                .iterable(given.entrySet())
                .onItem()
                .transformToUniAndConcatenate(secret -> rows.put(
                        TABLE,
                        List.of(installation.id(), installation.configRevision(), secret.getKey()),
                        secret.getValue()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Bytes of the secrets that the config names and the request did not give. */
    private static int stays(Installation installation, Map<String, String> given, List<SealedRow> found) {
        Map<String, SecretReference> named =
                SecretReference.in(installation.settings().config());
        return found.stream()
                .filter(row -> !given.containsKey(name(row)) && reference(row).equals(named.get(name(row))))
                .mapToInt(row -> row.sealed().ciphertext().length)
                .sum();
    }

    /** The config with the values of its secrets, for a moment and in memory. Fails with 503 when one does not open. */
    Uni<Map<String, Object>> opened(String installationId, Map<String, Object> config) {
        Uni<Map<SecretReference, Map<String, String>>> kept =
                SecretReference.in(config).isEmpty() ? Uni.createFrom().item(Map.of()) : values(installationId, config);
        return kept.map(values -> SecretRules.mapped(
                config,
                (name, value) -> value instanceof GivenSecret given
                        ? given.reveal()
                        : SecretReference.of(value)
                                .<Object>map(reference -> value(values, reference, name))
                                .orElse(value)));
    }

    /** Nothing is left of what has been removed; before that, it may still have to be started again. */
    public Uni<Void> forgetRemoved(Installation installation) {
        return installation.gone()
                ? rows.delete(TABLE, installation.id())
                : Uni.createFrom().voidItem();
    }

    private static String value(Map<SecretReference, Map<String, String>> values, SecretReference of, String name) {
        String value = values.getOrDefault(of, Map.of()).get(name);
        if (value == null) {
            throw new IllegalStateException("the secret " + name + " of config revision " + of.revision() + " is gone");
        }
        return value;
    }

    /** Only those that the config names are opened: another one's key may be missing. */
    private Uni<Map<SecretReference, Map<String, String>>> values(String installationId, Map<String, Object> config) {
        Map<String, SecretReference> named = SecretReference.in(config);
        return rows.rows(TABLE, List.of(installationId)).map(found -> {
            Map<SecretReference, Map<String, String>> values = new HashMap<>();
            found.stream()
                    .filter(row -> reference(row).equals(named.get(name(row))))
                    .forEach(row -> values.computeIfAbsent(reference(row), _ -> new HashMap<>())
                            .put(name(row), open(row)));
            return values;
        });
    }

    private String open(SealedRow row) {
        try {
            return rows.open(TABLE, row);
        } catch (UnknownKeyException | UnopenedException e) {
            LOG.errorf("%s, secret %s: %s", row.key().getFirst(), name(row), e.getMessage());
            throw ProblemException.of(
                            ErrorCode.SECRETS_UNAVAILABLE, "The secret " + name(row) + " cannot be opened now.")
                    .retryAfter(KEY_IS_BACK);
        }
    }

    /** Takes away what no config has that runs, is wanted, or could be rolled back to. */
    private Uni<Void> prune(Installation installation) {
        return rows.rows(TABLE, List.of(installation.id()))
                .flatMap(found -> found.size() <= MANY
                        ? Uni.createFrom().voidItem()
                        : configs(installation).flatMap(configs -> deleteOthers(found, configs)));
    }

    private Uni<Void> deleteOthers(List<SealedRow> found, List<ConfigRevision> configs) {
        Set<Map.Entry<String, SecretReference>> named = new HashSet<>();
        configs.forEach(kept -> named.addAll(SecretReference.in(kept.config()).entrySet()));
        return Multi.createFrom()
                .iterable(found)
                .filter(row -> !named.contains(Map.entry(name(row), reference(row))))
                .onItem()
                .transformToUniAndConcatenate(row -> rows.delete(TABLE, row.key()))
                .collect()
                .last();
    }

    private static Uni<List<ConfigRevision>> configs(Installation installation) {
        return Panache.getSession().flatMap(session -> session.createSelectionQuery(
                        "from ConfigRevision where key.installationId = :id and key.revision in (:revisions)",
                        ConfigRevision.class)
                .setParameter("id", installation.id())
                .setParameter("revisions", revisions(installation))
                .getResultList());
    }

    private static Collection<Integer> revisions(Installation installation) {
        Stream<Revision> told = installation.outcome() == null
                ? Stream.of()
                : Stream.of(
                        installation.outcome().target(),
                        installation.outcome().serving(),
                        installation.outcome().previous());
        Set<Integer> revisions = new HashSet<>(Set.of(installation.configRevision()));
        Stream.of(told, installation.served().stream())
                .flatMap(Function.identity())
                .filter(revision -> revision != null)
                .forEach(revision -> revisions.add(revision.configRevision()));
        return revisions;
    }

    private static SecretReference reference(SealedRow row) {
        return new SecretReference((Integer) row.key().get(1));
    }

    private static String name(SealedRow row) {
        return (String) row.key().getLast();
    }
}
