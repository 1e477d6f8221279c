package io.slipway.registry.contract;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.slipway.apicheck.ApiOperation;
import io.slipway.contracts.EntityId;
import io.slipway.registry.installation.Installs;
import io.slipway.registry.installation.Outcomes;
import io.slipway.registry.release.Imports;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.OidcTokens;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whoever pages through a list sees what was there when he began, once each and in order, whatever is added meanwhile. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class PagingTest {
    private static final int MOST_PAGES = 1_000;
    private static final int ROWS = 7;

    private String token = Tokens.ACME;
    private final AtomicInteger made = new AtomicInteger();

    /** Users of another organization. */
    private final List<String> elsewhere = new ArrayList<>();

    private String installation;

    /** How each list gets one row more. */
    private final Map<String, IntConsumer> writers = new HashMap<>(Map.of(
            "listShares",
            number -> post(
                    "/providers/acme/paging/shares",
                    Map.of(
                            "organization",
                            Tenants.found("paged-share-" + number).name())),
            "listPublishers",
            number -> post(
                    "/providers/acme/paging/publishers",
                    Map.of("issuer", OidcTokens.issuer(), "repository_id", "" + number, "workflow", "release.yml")),
            "listProviders",
            number -> publish("acme/paging-" + number, "1.0.0"),
            "listVersions",
            number -> publish("acme/paging", "1.0." + number),
            "listInstallations",
            this::install,
            "listMembers",
            this::addMember,
            "listOrganizations",
            number -> post("/organizations", Map.of("name", "paging-" + number)),
            "listTokens",
            number -> post("/organizations/acme/tokens", Map.of("name", "t" + number, "scopes", List.of("read"))),
            "listAuditEntries",
            number -> post("/organizations/acme/tokens", Map.of("name", "a" + number, "scopes", List.of("read")))));

    {
        writers.put("listRollouts", this::rollOut);
        writers.put("listReleases", number -> Imports.send(token, "paging", Imports.document("paging", "7.0." + number))
                .then()
                .statusCode(200));
        writers.put("listEnvironments", number -> addEnvironment("p" + number));
        writers.put("listCustomProviders", number -> post("/custom-providers", Map.of("name", "paged-" + number)));
        writers.put("listCustomProviderVersions", number -> publish("acme/paging", "2.0." + number));
        writers.put("listCustomProviderEnvironments", number -> {
            addEnvironment("c" + number);
            post(custom() + "/environments", Map.of("name", "c" + number));
        });
        writers.put("listCustomProviderDeployments", _ -> deploy());
        writers.put("listCustomProviderCommits", _ -> deploy());
    }

    @Test
    void everyListIsStable() {
        List<ApiOperation> lists = ContractFilter.contract().operations().stream()
                .filter(operation -> operation
                        .node()
                        .path("parameters")
                        .valueStream()
                        .anyMatch(parameter -> parameter.path("name").asText().equals("cursor")))
                .toList();
        assertThat(lists.stream().map(ApiOperation::id))
                .as("lists that this test can add to")
                .containsExactlyInAnyOrderElementsOf(writers.keySet());
        Api.release("acme/paging", "0.1.0");
        Tenants.Founded others = Tenants.found("paged-elsewhere");
        IntStream.range(0, 4 * ROWS)
                .forEach(number -> elsewhere.add(Tenants.addMember(others, "Eve " + number, "viewer")));
        token = ofAnOwner();

        for (ApiOperation list : lists) {
            IntConsumer writer = writers.get(list.id());
            IntStream.range(0, ROWS).forEach(_ -> writer.accept(made.incrementAndGet()));
            String path = list.path()
                    .replace("{org}", "acme")
                    .replace("{name}", "paging")
                    .replace("{projectIdentifier}", "paging")
                    .replace("/custom-providers/{custom_provider_id}", custom());
            List<String> there = all(path);
            assertThat(there).as(list.id()).hasSizeGreaterThanOrEqualTo(ROWS);

            assertThat(byLinks(path, there)).as(list.id() + " by its links").isEqualTo(there);

            assertEmptyBefore(path, there.getFirst());
            for (String order : List.of("asc", "desc")) {
                List<String> expected = order.equals("asc") ? there : there.reversed();
                assertSeen(list.id() + " " + order, expected, forward(path, order, writer));
                assertSeen(list.id() + " " + order + " after", expected, after(path, order, writer));
                assertSeen(list.id() + " " + order + " backward", expected, backward(path, order, expected, writer));
            }
        }
    }

    /** In the largest pages; other tests of this application have added to some lists, too. */
    private List<String> all(String path) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        for (int pages = 0; cursor != null && pages < MOST_PAGES; pages++) {
            JsonPath page = page(path, "limit=100&order=asc" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            seen.addAll(ids(page));
            cursor = page.getString("pagination.next_cursor");
        }
        return seen;
    }

    /** To the end by {@code next}, back to the beginning by {@code prev}. */
    private List<String> byLinks(String path, List<String> there) {
        List<String> seen = new ArrayList<>();
        Response page = null;
        for (String next = path + "?limit=3&order=asc";
                next != null;
                next = Links.of(page).get("next")) {
            page = at(next);
            seen.addAll(ids(page.jsonPath()));
        }
        List<String> back = new ArrayList<>(ids(page.jsonPath()));
        for (String prev = Links.of(page).get("prev");
                prev != null;
                prev = Links.of(page).get("prev")) {
            page = at(prev);
            back.addAll(0, ids(page.jsonPath()));
        }
        assertThat(back).as("back from the end of " + path).isEqualTo(there);
        assertThat(ids(at(Links.of(page).get("first")).jsonPath())).isEqualTo(there.subList(0, 3));
        return seen;
    }

    private Response at(String address) {
        Response page = Api.as(token).urlEncodingEnabled(false).get(address);
        assertThat(page.statusCode()).as(address).isEqualTo(200);
        return page;
    }

    /** A row is added between any two pages. */
    private List<String> forward(String path, String order, IntConsumer writer) {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        for (int pages = 0; cursor != null && pages < MOST_PAGES; pages++) {
            JsonPath page = page(path, "limit=3&order=" + order + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            seen.addAll(ids(page));
            cursor = page.getString("pagination.next_cursor");
            if (pages < ROWS) {
                writer.accept(made.incrementAndGet());
            }
        }
        return seen;
    }

    /** By the last id of the page before. */
    private List<String> after(String path, String order, IntConsumer writer) {
        List<String> seen = new ArrayList<>();
        boolean more = true;
        for (int pages = 0; more && pages < MOST_PAGES; pages++) {
            JsonPath page = page(path, "limit=3&order=" + order + (seen.isEmpty() ? "" : "&after=" + seen.getLast()));
            seen.addAll(ids(page));
            more = page.getBoolean("pagination.has_more_after");
            if (pages < ROWS) {
                writer.accept(made.incrementAndGet());
            }
        }
        return seen;
    }

    private List<String> backward(String path, String order, List<String> expected, IntConsumer writer) {
        List<String> seen = new ArrayList<>(List.of(expected.getLast()));
        boolean more = true;
        for (int pages = 0; more && pages < MOST_PAGES; pages++) {
            JsonPath page = page(path, "limit=3&order=" + order + "&before=" + seen.getFirst());
            seen.addAll(0, ids(page));
            more = page.getBoolean("pagination.has_more_before");
            if (pages < ROWS) {
                writer.accept(made.incrementAndGet());
            }
        }
        return seen;
    }

    /** Nothing comes before the first: an empty page says of neither side that one could go on there. */
    private void assertEmptyBefore(String path, String first) {
        Response page = at(path + "?order=asc&before=" + first);
        assertThat(ids(page.jsonPath())).isEmpty();
        assertThat(page.jsonPath().getMap("pagination"))
                .containsEntry("has_more_before", false)
                .containsEntry("has_more_after", false)
                .containsEntry("next_cursor", null);
        assertThat(Links.of(page).byRelation()).containsOnlyKeys("first");
    }

    private static void assertSeen(String what, List<String> expected, List<String> seen) {
        assertThat(seen).as(what).doesNotHaveDuplicates().containsSubsequence(expected);
        List<String> old = new ArrayList<>(seen);
        old.retainAll(expected);
        assertThat(Collections.unmodifiableList(old)).as(what).isEqualTo(expected);
    }

    private JsonPath page(String path, String query) {
        return Api.as(token)
                .get(path + "?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Members are listed by their user's id. */
    private static List<String> ids(JsonPath page) {
        List<Map<String, Object>> items = page.getList("items");
        return items.stream()
                .map(item -> Stream.of("id", "user_id", "catalogId")
                        .map(item::get)
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private void publish(String provider, String version) {
        Api.publish(token, provider, version, Packages.hello(provider + version))
                .then()
                .statusCode(202);
    }

    /** A user's, so that there are organizations to list. */
    private String ofAnOwner() {
        String user = post("/organizations/acme/members", Map.of("name", "Grace", "role", "owner"))
                .path("user_id");
        List<String> scopes = List.of("read", "publish", "install", "admin");
        return post("/organizations/acme/tokens", Map.of("name", "paging", "scopes", scopes, "user_id", user))
                .path("token");
    }

    private void install(int number) {
        addEnvironment("e" + number);
        post("/providers/install?environment=e" + number, Map.of("provider_name", "acme/paging"));
    }

    /** The provider as a custom one. */
    private String custom() {
        String id = Api.as(token).get("/providers/acme/paging").path("id");
        return "/custom-providers/cpr_" + id.substring("pro_".length());
    }

    private void deploy() {
        if (Api.as(token).get(custom() + "/environments/default").statusCode() == 404) {
            post(custom() + "/environments", Map.of("name", "default"));
        }
        String version = Api.as(token).get(custom() + "/versions?order=asc").path("items[0].id");
        post(custom() + "/deployments", Map.of("version_id", version));
    }

    /** A rollout of the installation in the default environment, told by deployer. */
    private void rollOut(int number) {
        if (installation == null) {
            Response there = Api.as(token).get("/providers/installed/acme/paging");
            installation = there.statusCode() == 200
                    ? there.path("id")
                    : post("/providers/install", Map.of("provider_name", "acme/paging", "version", "0.1.0"))
                            .path("id");
        }
        String id = EntityId.create("rol_", Clock.systemUTC());
        Installs.tell(
                "acme/paging",
                Outcomes.with(
                        Outcomes.available(installation, number, 1, Outcomes.revision(1, "0.1.0")),
                        Outcomes.rollout(number, id, null, "0.1.0", "succeeded")));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ids(page("/providers/installed/acme/paging/history", "limit=100"))
                        .contains(id));
    }

    private void addEnvironment(String name) {
        post("/organizations/acme/environments", Map.of("name", name));
    }

    /** Every other one is older than all that are there: whoever was a user elsewhere before. */
    private void addMember(int number) {
        boolean known = number % 2 == 0 && !elsewhere.isEmpty();
        post(
                "/organizations/acme/members",
                known
                        ? Map.of("user_id", elsewhere.removeLast(), "role", "viewer")
                        : Map.of("name", "Ada " + number, "role", "viewer"));
    }

    private Response post(String path, Map<String, Object> body) {
        Response answer =
                Api.as(token).contentType("application/json").body(body).post(path);
        assertThat(answer.statusCode()).as(path).isIn(201, 202);
        return answer;
    }
}
