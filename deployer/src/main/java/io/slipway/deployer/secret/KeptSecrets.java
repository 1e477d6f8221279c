package io.slipway.deployer.secret;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.SecretReference;
import io.slipway.deployer.transaction.Transactions;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Secrets from the own copies, and what is missing from registry-api: it is copied before anybody uses it. */
@ApplicationScoped
public class KeptSecrets implements Secrets {
    private static final Logger LOG = Logger.getLogger(KeptSecrets.class);
    /** Without an answer nobody asks for as long: who waits for one holds up what needs none. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SecretsClient registry;
    private final SecretCopies copies;
    private final Transactions transactions;
    private final Clock clock;
    private volatile Instant silentUntil = Instant.MIN;

    KeptSecrets(@RestClient SecretsClient registry, SecretCopies copies, Transactions transactions, Clock clock) {
        this.registry = registry;
        this.copies = copies;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public Optional<Map<String, String>> of(
            String installation, int configRevision, Map<String, SecretReference> wanted) {
        if (wanted.isEmpty()) {
            return Optional.of(Map.of());
        }
        Map<String, String> values = new HashMap<>(
                join(transactions.run(() -> copies.of(installation, wanted)).subscribeAsCompletionStage()));
        if (!values.keySet().containsAll(wanted.keySet())) {
            fetched(installation, configRevision).stream()
                    .filter(value -> new SecretReference(value.revision()).equals(wanted.get(value.name())))
                    .forEach(value -> values.put(value.name(), value.value()));
        }
        return values.keySet().containsAll(wanted.keySet()) ? Optional.of(values) : Optional.empty();
    }

    /** Empty when they cannot be had now. */
    private List<SecretsClient.Value> fetched(String installation, int configRevision) {
        if (clock.instant().isBefore(silentUntil)) {
            return List.of();
        }
        try {
            List<SecretsClient.Value> values =
                    join(registry.of(installation, configRevision)).secrets();
            join(transactions.run(() -> copies.keep(installation, values)).subscribeAsCompletionStage());
            return values;
        } catch (RuntimeException e) {
            LOG.warnf(
                    "%s: the secrets of config revision %d cannot be had now: %s",
                    installation, configRevision, e.getMessage());
            silentUntil =
                    SecretsClient.refused(e) ? silentUntil : clock.instant().plus(SILENCE);
            return List.of();
        }
    }

    /** Blocks; the caller runs on a virtual thread. */
    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
