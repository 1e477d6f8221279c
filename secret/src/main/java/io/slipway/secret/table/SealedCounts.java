package io.slipway.secret.table;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.secret.SecretBox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** How many values each key has sealed: at 0 a key that is not the current one can be dropped. */
@ApplicationScoped
class SealedCounts {
    private static final Logger LOG = Logger.getLogger(SealedCounts.class);
    /** More are not counted: who waits for 0 needs no more. */
    private static final int MOST = 10_000;

    private record Sealer(String table, String keyId) {}

    private final SealedRows rows;
    private final SecretBox box;
    private final MultiGauge gauge;
    private final Map<Sealer, Long> counted = new ConcurrentHashMap<>();

    SealedCounts(SealedRows rows, SecretBox box, MeterRegistry registry) {
        this.rows = rows;
        this.box = box;
        this.gauge = MultiGauge.builder("slipway.secrets.sealed")
                .description("Values that a key has sealed; no more than " + MOST + " are counted")
                .register(registry);
    }

    Uni<Void> count(List<SealedTable> tables) {
        return Multi.createFrom()
                .iterable(tables)
                .onItem()
                .transformToUniAndConcatenate(table -> Panache.withSession(() -> count(table)))
                .collect()
                .last()
                .invoke(this::show)
                .replaceWithVoid();
    }

    private Uni<Void> count(SealedTable table) {
        return rows.keyIds(table)
                .map(found -> Stream.of(found, box.otherKeys(), List.of(box.currentKey()))
                        .flatMap(List::stream)
                        .distinct()
                        .toList())
                .invoke(ids -> counted.keySet()
                        .removeIf(sealer -> sealer.table().equals(table.name()) && !ids.contains(sealer.keyId())))
                .flatMap(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(id ->
                                rows.count(table, id, MOST).invoke(count -> note(new Sealer(table.name(), id), count)))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private void note(Sealer sealer, long count) {
        Long before = counted.put(sealer, count);
        boolean current = sealer.keyId().equals(box.currentKey());
        boolean known = current || box.otherKeys().contains(sealer.keyId());
        if (count > 0 && !known && (before == null || before != count)) {
            LOG.errorf(
                    "%s: %d values are sealed by the key %s, which is not configured: they cannot be opened until it is",
                    sealer.table(), count, sealer.keyId());
        }
        if (!current && count == 0 && before != null && before > 0) {
            LOG.infof("%s: nothing is sealed by the key %s any more", sealer.table(), sealer.keyId());
        }
    }

    private void show() {
        gauge.register(
                counted.entrySet().stream()
                        .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(
                                Tags.of(
                                        "table",
                                        entry.getKey().table(),
                                        "key",
                                        entry.getKey().keyId()),
                                entry.getValue()))
                        .toList(),
                true);
    }
}
