package io.slipway.registry.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.slipway.registry.support.Api;
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
import static org.hamcrest.Matchers.hasItem;

/** Listing and searching what there is. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueTest {

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
}
