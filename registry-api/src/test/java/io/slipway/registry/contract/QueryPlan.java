package io.slipway.registry.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** How PostgreSQL did one statement: what {@code EXPLAIN (ANALYZE, FORMAT JSON)} shows. */
record QueryPlan(JsonNode explained) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> THROWN_AWAY = List.of(
            "Rows Removed by Filter",
            "Rows Removed by Join Filter",
            "Rows Removed by Index Recheck",
            "Rows Removed by Conflict Filter");

    static QueryPlan parse(String json) {
        try {
            return new QueryPlan(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** The statement as it was sent. */
    String statement() {
        return explained.path("Query Text").asText().replaceAll("\\s+", " ");
    }

    /** Tables that it reads or writes. */
    Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        walk(node -> {
            if (node.has("Relation Name")) {
                tables.add(node.path("Relation Name").asText());
            }
        });
        return tables;
    }

    /**
     * Where it does more than it needs.
     *
     * @param grows which tables may not be read whole
     * @param enough how many rows one step may read, throw away or sort
     */
    List<String> faults(Predicate<String> grows, long enough) {
        List<String> faults = new ArrayList<>();
        walk(node -> {
            String table = node.path("Relation Name").asText();
            boolean read = grows.test(table) || node.path("Node Type").asText().equals("Bitmap Index Scan");
            if (node.path("Node Type").asText().equals("Seq Scan") && grows.test(table)) {
                faults.add("reads all of " + table);
            }
            if (read && rows(node) > enough) {
                faults.add(name(node) + " reads " + rows(node) + " rows");
            }
            if (node.path("Node Type").asText().endsWith("Sort") && rows(node.at("/Plans/0")) > enough) {
                faults.add("sorts " + rows(node.at("/Plans/0")) + " rows");
            }
            if (thrownAway(node) > enough) {
                faults.add(name(node) + " throws " + thrownAway(node) + " rows away");
            }
        });
        return faults;
    }

    private static String name(JsonNode node) {
        return String.join(
                " ",
                node.path("Node Type").asText(),
                node.path("Index Name").asText(),
                node.path("Relation Name").asText(),
                node.path("Index Cond").asText(),
                node.path("Filter").asText());
    }

    /** In all of its loops. */
    private static long rows(JsonNode node) {
        return Math.round(node.path("Actual Rows").asDouble() * loops(node));
    }

    private static long thrownAway(JsonNode node) {
        return Math.round(THROWN_AWAY.stream()
                        .mapToDouble(kind -> node.path(kind).asDouble())
                        .sum()
                * loops(node));
    }

    private static double loops(JsonNode node) {
        return node.path("Actual Loops").asDouble();
    }

    private void walk(Consumer<JsonNode> reader) {
        walk(explained.path("Plan"), reader);
    }

    private static void walk(JsonNode node, Consumer<JsonNode> reader) {
        reader.accept(node);
        node.path("Plans").forEach(step -> walk(step, reader));
    }
}
