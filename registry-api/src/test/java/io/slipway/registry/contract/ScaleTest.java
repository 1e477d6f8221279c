package io.slipway.registry.contract;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Timers;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import io.slipway.testing.Plans;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * No statement of the application has to look through a large table: PostgreSQL explains each one that the routes, the
 * consumers and the timers send. With 20,000 versions here; {@code -Pscale} makes it a million.
 */
@QuarkusTest
@TestProfile(ScaleTest.OwnDatabase.class)
@WithTestResource(
        value = Infrastructure.class,
        initArgs = {
            @ResourceArg(name = "database", value = "registry"),
            @ResourceArg(name = "explained", value = "true")
        })
@WithTestResource(
        value = Setup.class,
        initArgs = {
            @ResourceArg(name = "slipway.inbox.replay-interval", value = "1s"),
            @ResourceArg(name = "slipway.outbox.housekeeping-interval", value = "1s")
        })
class ScaleTest {
    private static final int MILLION = 1_000_000;
    private static final int VERSIONS = Integer.getInteger("scale.versions", 20_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Tables with fewer rows are read whole, whatever indexes they have. */
    private static final int LARGE = 1_000;
    /** A page has 100 rows at most; where a tenth of a table is one organization's, ten are passed by for each. */
    private static final int ENOUGH = 1_100;

    /** Those that do not grow with what the registry holds, and why. */
    private static final Map<String, String> BOUNDED = Map.of(
            "flyway_schema_history", "a row for each migration",
            "outbox_shard", "64 rows",
            "outbox_relay", "a row for each replica",
            "used_bootstrap_secret", "a row for each time that an operator sets up the registry",
            "access_review", "work that is done within seconds",
            "dead_letter", "an operator's work: nothing reads it by itself",
            "unknown_event", "what newer services told, until this one is as new, for as long as topics are kept");

    /**
     * A search ranks all that it finds before it knows what comes first, and half of this catalogue has that word: it may
     * read as many rows, but by an index.
     */
    private static final Set<String> RANKED = Set.of("GET /providers?q=kind");

    private final Map<String, Set<String>> faults = new TreeMap<>();
    private final Set<String> tables = new TreeSet<>();

    @Inject
    DataSource database;

    Plans plans;

    /** Others would not find what they expect in so full a database. */
    public static final class OwnDatabase implements QuarkusTestProfile {}

    @Test
    void everyStatementUsesAnIndex() throws Exception {
        ManyRows.fill(database, VERSIONS);
        Set<String> growing = growing();
        if (VERSIONS < MILLION) {
            preferIndexes();
        }
        plans.begin();
        await().atMost(PATIENCE)
                .until(() -> Api.as(Tokens.ACME).get("/organizations/me").statusCode() == 200);
        assertThat(plans.drain()).as("what PostgreSQL has explained").isNotEmpty();
        EveryRoute routes = new EveryRoute();
        Set<String> done = new HashSet<>();

        routes.steps().forEach((name, step) -> {
            step.run();
            note(name, growing);
            done.add(name);
        });
        for (ApiOperation operation : ContractFilter.contract().operations()) {
            if (operation.method().equals("GET")) {
                get(routes.token(), operation, done, growing);
            }
        }
        Timers.runAll();
        note("a timer", growing);

        assertThat(done)
                .as("operations that were done with success")
                .containsAll(ContractFilter.contract().operations().stream()
                        .map(ApiOperation::id)
                        .toList());
        assertThat(tables).as("tables that were used").containsAll(growing);
        assertThat(told()).as("with %d versions", VERSIONS).isEmpty();
    }

    /** Of tables that are small PostgreSQL rightly reads all; here it is to show whether there is another way. */
    private void preferIndexes() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role current_user set enable_seqscan = off");
        }
    }

    private void note(String what, Set<String> growing) {
        for (String explained : plans.drain()) {
            QueryPlan plan = QueryPlan.parse(explained);
            tables.addAll(plan.tables());
            List<String> found = plan.faults(growing::contains, RANKED.contains(what) ? Long.MAX_VALUE : ENOUGH);
            if (!found.isEmpty()) {
                faults.computeIfAbsent(plan.statement() + "\n  " + String.join("\n  ", found), _ -> new TreeSet<>())
                        .add(what);
            }
        }
    }

    private String told() {
        StringBuilder told = new StringBuilder();
        faults.forEach((fault, routes) ->
                told.append('\n').append(fault).append("\n  for ").append(routes.size() > 9 ? routes.size() : routes));
        return told.toString();
    }

    private void get(String token, ApiOperation operation, Set<String> done, Set<String> growing) {
        String path = path(operation);
        Response first = send(token, path, growing);
        if (first.statusCode() == 200) {
            done.add(operation.id());
        }
        for (String target : targets(operation, path)) {
            send(token, target, growing);
        }
        if (first.contentType().startsWith("application/json")
                && first.path("items") instanceof List<?> items
                && !items.isEmpty()) {
            Map<?, ?> item = (Map<?, ?>) items.getFirst();
            Object id = item.containsKey("id") ? item.get("id") : item.get("user_id");
            if (id instanceof String text && text.contains("_")) {
                String middle = text.substring(0, text.indexOf('_') + 1) + String.format("%022d", VERSIONS / 20);
                send(token, path + "?order=asc&cursor=" + middle, growing);
                send(token, path + "?limit=100&before=" + middle, growing);
            }
        }
    }

    private Response send(String token, String target, Set<String> growing) {
        Response answer = Api.as(token).get(target);
        assertThat(answer.statusCode()).as(target).isLessThan(500);
        note("GET " + target, growing);
        return answer;
    }

    /** All tables but the bounded ones. A new one is to be filled first. */
    private Set<String> growing() throws SQLException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select relname, reltuples::bigint from pg_class"
                        + " where relkind = 'r' and relnamespace = 'public'::regnamespace")) {
            while (rows.next()) {
                sizes.put(rows.getString(1), rows.getLong(2));
            }
        }
        assertThat(sizes).containsKeys(BOUNDED.keySet().toArray(String[]::new));
        sizes.keySet().removeAll(BOUNDED.keySet());
        assertThat(sizes).allSatisfy((table, size) -> assertThat(size).as(table).isGreaterThanOrEqualTo(LARGE));
        return Set.copyOf(sizes.keySet());
    }

    private static String path(ApiOperation operation) {
        return operation
                .path()
                .replace("{org}", "acme")
                .replace("{name}", "p")
                .replace("{version}", "1.0.10")
                .replace("{custom_provider_id}", "cpr_" + String.format("%022d", 1))
                .replace("{projectIdentifier}", "p")
                .replaceAll("\\{[^}]+}", "nothing");
    }

    /** With each filter. */
    private static List<String> targets(ApiOperation operation, String path) {
        List<String> targets = new ArrayList<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("query") && !name.matches("after|before|cursor|limit|order")) {
                targets.add(path + "?" + name + "=" + parameter.path("example").asText("public"));
            }
        }
        if (operation.id().equals("listProviders")) {
            targets.addAll(catalogue(path));
        }
        return targets;
    }

    /** Searches that find a few, tags that few and that all have, and each shelf from its middle. */
    private static List<String> catalogue(String path) {
        String middle = "&cursor=pro_c" + String.format("%021d", VERSIONS / 2);
        return List.of(
                path + "?q=thing77x",
                path + "?q=kind",
                path + "?q=kind+thing7777x&scope=public",
                path + "?tags=tag77",
                path + "?tags=every",
                path + "?tags=nothing&scope=shared",
                path + "?tags=every&scope=shared" + middle,
                path + "?scope=shared" + middle,
                path + "?scope=organization" + middle,
                path + "?scope=public" + middle,
                path + "?order=asc" + middle);
    }
}
