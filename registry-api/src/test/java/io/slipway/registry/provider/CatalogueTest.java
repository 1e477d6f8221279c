package io.slipway.registry.provider;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Locks;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Statements;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

/** Listing and searching what there is. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueTest {
    private static final Keyset FIRST_PAGE = new Keyset(20, null, false, true);

    @Inject
    DataSource database;

    private boolean there;

    @BeforeEach
    void aFewProviders() {
        if (there) {
            return;
        }
        there = true;
        provider("acme/zebra", "Stripes", "An animal of the savannah", List.of("animal", "striped"));
        provider("acme/okapi", "Half a zebra", "Lives in the forest", List.of("animal"));
        provider("acme/crossing", "Crossing", "A zebra of the road, painted", List.of("road", "striped"));
        provider(
                "acme/object-store",
                "Bücher & C++",
                "Keeps objects; see https://store.example/docs",
                List.of("s3", "node.js", "ci/cd"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "zebra            | acme/zebra acme/okapi acme/crossing | the name weighs most, the description least",
                "zeb              | acme/zebra acme/okapi acme/crossing | words are found by how they begin",
                "ZEBRA            | acme/zebra acme/okapi acme/crossing | case does not matter",
                "zebra road       | acme/crossing                       | every word must be found",
                "acme/zebra       | acme/zebra acme/okapi acme/crossing | its full name brings a provider to the top",
                "object           | acme/object-store                   | parts of a name",
                "bject            |                                     | not the middle of a word",
                "store.example    | acme/object-store                   | parts of an address",
                "Büch             | acme/object-store                   | letters of all scripts",
                "s3               | acme/object-store                   | tags",
                "node.js          | acme/object-store                   | tags that look like a host",
                "ci/cd            | acme/object-store                   | tags that look like a path",
                "zebra's          |                                     | a word that is nowhere",
                "zebra & ! :* )   | acme/zebra acme/okapi acme/crossing | no operators",
                "\"); drop table  |                                     | no SQL",
                "%                |                                     | no wildcards",
                "...              |                                     | punctuation finds nothing",
            })
    void aSearchFindsInOrder(String q, String expected, String reason) {
        String[] names = expected == null ? new String[0] : expected.split(" ");

        assertThat(found(Map.of("q", q))).as(reason).containsExactly(names);
    }

    @Test
    void tagsAreAllNeeded() {
        assertThat(found(Map.of("tags", List.of("striped")))).containsExactly("acme/crossing", "acme/zebra");
        assertThat(found(Map.of("tags", List.of("striped", "animal")))).containsExactly("acme/zebra");
        assertThat(found(Map.of("tags[]", List.of("striped", "animal")))).containsExactly("acme/zebra");
        assertThat(found(Map.of("tags", "stripe"))).isEmpty();
        assertThat(found(Map.of("q", "zebra", "tags", "road"))).containsExactly("acme/crossing");
    }

    @Test
    void rankedPagesStayStableWhileMoreIsFound() {
        for (int i = 0; i < 9; i++) {
            provider("acme/paged-giraffe" + i, "Giraffe", "giraffe ".repeat(i % 3), List.of());
        }
        List<String> before = found(Map.of("q", "giraffe"));
        assertThat(before).hasSize(9);

        assertThat(pages("desc")).as("best first").containsSubsequence(before);
        assertThat(pages("asc")).as("worst first").containsSubsequence(before.reversed());
    }

    /** The cursor names a place, not a row: what stands there may change its rank, or go. */
    @Test
    void aRankedPageGoesOnWhereItWasEvenIfItsLastProviderGoes() {
        for (int i = 0; i < 4; i++) {
            provider("acme/gone-walrus" + i, "Walrus", null, List.of());
        }
        List<String> all = found(Map.of("q", "walrus"));
        JsonPath first = page(Map.of("q", "walrus", "limit", 2));
        Api.as(Tokens.ACME).delete("/providers/" + all.get(1)).then().statusCode(204);

        JsonPath second = page(Map.of("q", "walrus", "limit", 2, "cursor", first.getString("pagination.next_cursor")));

        assertThat(second.<String>getList("items.name")).isEqualTo(all.subList(2, 4));
        assertThat(second.getString("pagination.next_cursor")).isNull();
    }

    @Test
    void idsPageASearchToo() {
        List<Map<String, String>> all = page(Map.of("q", "zebra")).getList("items");
        String middle = all.get(1).get("id");

        assertThat(found(Map.of("q", "zebra", "after", middle))).containsExactly("acme/crossing");
        assertThat(found(Map.of("q", "zebra", "before", middle))).containsExactly("acme/zebra");
        assertThat(found(Map.of("q", "zebra", "after", "pro_nothing"))).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({"scope,everything", "tags,LONG", "q,LONG"})
    void whatIsBeyondItsLimitsIsRefused(String field, String value) {
        Api.as(Tokens.ACME)
                .queryParam(field, value.equals("LONG") ? "a".repeat(201) : value)
                .get("/providers")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem(field));
    }

    /** How much is found nobody can foresee; here each provider found takes longer than the search may. */
    @Test
    void aSearchThatTakesTooLongIsGivenUp() throws Exception {
        change("alter table provider rename to provider_in_time; create view provider as"
                + " select * from provider_in_time where pg_sleep(3) is not null");
        try {
            Api.as(Tokens.ACME)
                    .queryParam("q", "zebra")
                    .get("/providers")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("search_too_broad"));
        } finally {
            change("drop view provider; alter table provider_in_time rename to provider");
        }
        assertThat(found(Map.of("q", "zebra road"))).containsExactly("acme/crossing");
    }

    /** That is no search's fault, and passes. */
    @Test
    void aSearchThatWaitsForALockIsToBeTriedAgain() throws Exception {
        try (Locks _ = Locks.of(database, "lock table provider in access exclusive mode")) {
            Api.as(Tokens.ACME)
                    .queryParam("q", "zebra")
                    .get("/providers")
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("unavailable"));
        }
        assertThat(found(Map.of("q", "zebra road"))).containsExactly("acme/crossing");
    }

    /** The words find (by their index: ScaleTest), the rules choose, and above them the rank is worked out. */
    @Test
    void onlyWhatIsSeenIsRanked() throws Exception {
        CatalogueQuery query = new CatalogueQuery(
                new Reader("acme", false, "usr_1"), CatalogueFilter.of("zebra", List.of(), List.of()), FIRST_PAGE);

        List<String> plan = plan(query);

        int ranked = line(plan, "ts_rank");
        int seen = line(plan, "visibility");
        int found = line(plan, "public.provider p_1");
        assertThat(ranked).as(String.join("\n", plan)).isLessThan(seen);
        assertThat(seen).isLessThan(found);
    }

    private static int line(List<String> plan, String part) {
        return IntStream.range(0, plan.size())
                .filter(i -> plan.get(i).contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError(part + " is not in " + plan));
    }

    /** As PostgreSQL goes about it. */
    private List<String> plan(CatalogueQuery query) throws SQLException {
        String sql = query.sql();
        for (Map.Entry<String, Object> parameter : query.parameters().entrySet()) {
            String text = parameter.getValue().toString().replace("'", "''");
            sql = sql.replace(":" + parameter.getKey(), "'" + text + "'");
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> plan = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("explain (verbose) " + sql)) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
            return plan;
        }
    }

    /** What is shown is what was decided upon: both queries of a page see the same moment. */
    @Test
    void aPageShowsNothingThatWasHiddenWhileItWasMade() throws Exception {
        provider("acme/flicker", "Seen", "Flickering lights", List.of());
        Api.release("acme/flicker", "1.1.0");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> flicker = CompletableFuture.runAsync(() -> flickerUntil(done));
        try {
            Set<Object> shown = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                shown.addAll(Api.as(Tokens.GLOBEX)
                        .queryParam("q", "flickering")
                        .get("/providers")
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<Object>>path("items.display_name"));
            }
            assertThat(shown).containsExactly("Seen");
        } finally {
            done.set(true);
            flicker.get();
        }
    }

    /** A private provider with a name that only its publishers know, and a public one, in turns. */
    private void flickerUntil(AtomicBoolean done) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            while (!done.get()) {
                statement.execute("update provider set visibility = 'private', display_name = 'Hidden'"
                        + " where name = 'acme/flicker'");
                statement.execute("update provider set visibility = 'public', display_name = 'Seen'"
                        + " where name = 'acme/flicker'");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPageTakesTwoQueriesHoweverLongItIs() {
        List<String> ofOne = Statements.during(() -> page(Map.of("q", "zebra", "limit", 1)));
        List<String> ofMany = Statements.during(() -> page(Map.of("q", "zebra", "limit", 100)));

        assertThat(ofMany).hasSameSizeAs(ofOne);
    }

    private static List<String> pages(String order) {
        List<String> seen = new ArrayList<>();
        Map<String, Object> query = Map.of("q", "giraffe", "limit", 2, "order", order);
        JsonPath page = page(query);
        for (int i = 0; i < 20; i++) {
            seen.addAll(page.getList("items.name"));
            String cursor = page.getString("pagination.next_cursor");
            if (cursor == null) {
                break;
            }
            provider("acme/late-giraffe" + order + i, "Giraffe", "giraffe ".repeat(i % 3), List.of());
            Map<String, Object> next = new java.util.HashMap<>(query);
            next.put("cursor", cursor);
            page = page(next);
        }
        assertThat(seen).doesNotHaveDuplicates();
        return seen;
    }

    private static List<String> found(Map<String, ?> query) {
        return page(query).getList("items.name");
    }

    private static JsonPath page(Map<String, ?> query) {
        return Api.as(Tokens.ACME)
                .queryParams(query)
                .get("/providers")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void provider(String name, String displayName, String description, List<String> tags) {
        Api.publish(Tokens.ACME, name, "1.0.0", io.slipway.registry.support.Packages.hello(name))
                .then()
                .statusCode(202);
        Map<String, Object> said = new java.util.HashMap<>(Map.of("display_name", displayName, "tags", tags));
        if (description != null && !description.isEmpty()) {
            said.put("description", description);
        }
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(said)
                .patch("/providers/" + name)
                .then()
                .statusCode(200);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
