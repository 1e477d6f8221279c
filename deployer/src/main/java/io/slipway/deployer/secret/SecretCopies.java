package io.slipway.deployer.secret;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.slipway.contracts.SecretReference;
import io.slipway.secret.UnknownKeyException;
import io.slipway.secret.UnopenedException;
import io.slipway.secret.table.SealedRow;
import io.slipway.secret.table.SealedRows;
import io.slipway.secret.table.SealedTable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Sealed copies of secrets, in the caller's transaction. */
@ApplicationScoped
public class SecretCopies {
    private static final Logger LOG = Logger.getLogger(SecretCopies.class);
    private static final SealedTable TABLE =
            new SealedTable("config_secret", List.of("installation_id", "revision", "name"));

    private final SealedRows rows;

    SecretCopies(SealedRows rows) {
        this.rows = rows;
    }

    @Produces
    @Singleton
    static SealedTable table() {
        return TABLE;
    }

    /** Those of the wanted ones that are there and open, by their names. */
    Uni<Map<String, String>> of(String installation, Map<String, SecretReference> wanted) {
        return rows.rows(TABLE, List.of(installation)).map(found -> {
            Map<String, String> values = new java.util.TreeMap<>();
            found.stream()
                    .filter(row -> reference(row).equals(wanted.get(name(row))))
                    .forEach(row -> open(row).ifPresent(value -> values.put(name(row), value)));
            return values;
        });
    }

    Uni<Void> keep(String installation, Collection<SecretsClient.Value> values) {
        return Multi.createFrom()
                .iterable(values)
                .onItem()
                .transformToUniAndConcatenate(
                        value -> rows.put(TABLE, List.of(installation, value.revision(), value.name()), value.value()))
                .collect()
                .last();
    }

    /** Nothing of the installation is left. */
    public Uni<Void> forget(String installation) {
        return rows.delete(TABLE, installation);
    }

    /** Takes away what is none of these. */
    public Uni<Void> forgetOthers(String installation, Collection<Map<String, SecretReference>> needed) {
        return rows.rows(TABLE, List.of(installation)).flatMap(found -> Multi.createFrom()
                .iterable(found)
                .filter(row -> needed.stream().noneMatch(names -> reference(row).equals(names.get(name(row)))))
                .onItem()
                .transformToUniAndConcatenate(row -> rows.delete(TABLE, row.key()))
                .collect()
                .last());
    }

    /** What does not open is fetched anew, and replaced. */
    private Optional<String> open(SealedRow row) {
        try {
            return Optional.of(rows.open(TABLE, row));
        } catch (UnknownKeyException | UnopenedException e) {
            LOG.errorf("%s, secret %s: %s", row.key().getFirst(), name(row), e.getMessage());
            return Optional.empty();
        }
    }

    private static SecretReference reference(SealedRow row) {
        return new SecretReference((Integer) row.key().get(1));
    }

    private static String name(SealedRow row) {
        return (String) row.key().getLast();
    }
}
