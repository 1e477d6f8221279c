package io.slipway.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What PostgreSQL did for each statement of the application: {@code EXPLAIN (ANALYZE, FORMAT JSON)}, made by its
 * {@code auto_explain} while the statement ran, also of those that triggers and foreign keys run. It sends them as notices,
 * which are read on their way: they need no log file, and so no server on this machine.
 */
public final class Plans implements AutoCloseable {
    private static final String REACTIVE = "quarkus.datasource.reactive.url";

    /** The client would log them as warnings. */
    private static final String CLIENT_LOG =
            "quarkus.log.category.\"io.vertx.sqlclient.impl.SocketConnectionBase\".level";

    private final TestDatabase database;
    private final BlockingQueue<String> explained = new LinkedBlockingQueue<>();
    private final Gate gate = new Gate(client -> new Notices(client, this::read));

    /** Leads what is configured for the application's pool, and nothing else, through the gate. */
    Plans(TestDatabase database, String server, Map<String, String> configuration) {
        this.database = database;
        gate.leadTo(server);
        configuration.computeIfPresent(REACTIVE, (_, url) -> url.replace(server, gate.address()));
        configuration.put(CLIENT_LOG, "ERROR");
    }

    /** From here on all is explained. The application's connections end; it opens others. */
    public void begin() {
        database.explain();
    }

    /** What was explained since this was asked last, each a JSON object. */
    public List<String> drain() {
        List<String> drained = new ArrayList<>();
        explained.drainTo(drained);
        return drained;
    }

    /** The same, as far as one only wants to know what was read. */
    public List<TableReads> reads() {
        return drain().stream().map(TableReads::of).toList();
    }

    private void read(String notice) {
        int plan = notice.indexOf("plan:\n");
        if (plan >= 0) {
            explained.add(notice.substring(plan + "plan:\n".length()));
        }
    }

    @Override
    public void close() {
        gate.close();
    }
}
