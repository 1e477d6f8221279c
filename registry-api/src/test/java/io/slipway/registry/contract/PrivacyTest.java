package io.slipway.registry.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Shares;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation of the description, on providers that not everybody may see. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class PrivacyTest {
    private static final String ORGANIZATION = "privacy";
    private static final String HIDDEN = "hidden-thing";
    /** There is none of this name. */
    private static final String ABSENT = "absent-thing";

    /** What those do not get who may see a provider and are not of its organization. */
    private static final Map<String, Integer> FOR_MEMBERS =
            Map.of("getBuildLog", 403, "listShares", 403, "listPublishers", 403);

    @Test
    void noOperationTellsAStrangerThatThereIsSomething() {
        privateProvider();
        List<String> deviations = new ArrayList<>();

        for (ApiOperation operation : ContractFilter.contract().operations()) {
            // What exchanges or takes a secret of its own is not a stranger's to ask.
            if (operation.node().path("x-scope").asText("").isEmpty()) {
                continue;
            }
            Response hidden = send(operation, Tokens.GLOBEX, HIDDEN);
            Response absent = send(operation, Tokens.GLOBEX, ABSENT);
            boolean names =
                    operation.path().contains("{name}") || operation.id().equals("installProvider");
            if (names && !told(hidden, HIDDEN).equals(told(absent, ABSENT))) {
                deviations.add(operation.id() + ": " + told(hidden, HIDDEN) + " but " + told(absent, ABSENT));
            }
            if (!names && operation.method().equals("GET") && hidden.asString().contains(HIDDEN)) {
                deviations.add(operation.id() + " lists it");
            }
            if (names && hidden.statusCode() != 404) {
                deviations.add(operation.id() + ": " + hidden.statusCode());
            }
        }

        assertThat(deviations).isEmpty();
    }

    @Test
    void whomItIsSharedWithReadsAllThatIsNotForMembersAlone() {
        Tenants.Founded owner = privateProvider();
        Tenants.Founded friends = Tenants.found("privacy-friends");
        Tenants.Founded others = Tenants.found("privacy-others");
        Shares.Person guest = Shares.person(others, "Guest", "owner");
        String provider = ORGANIZATION + "/" + HIDDEN;
        Shares.share(owner.token(), provider, "organization", friends.name()).statusCode(201);
        Shares.share(owner.token(), provider, "user_id", guest.user()).statusCode(201);
        Map<String, String> readers = new LinkedHashMap<>();
        readers.put("a shared organization", friends.token());
        readers.put("a shared user", guest.token());
        readers.put("its owner", owner.token());
        List<String> deviations = new ArrayList<>();

        for (ApiOperation operation : ContractFilter.contract().operations()) {
            boolean reads = operation.method().equals("GET")
                    && operation.path().startsWith("/providers/{org}/{name}")
                    && !operation
                            .path()
                            .replaceAll("\\{(org|name|version)}", "")
                            .contains("{");
            if (!reads) {
                continue;
            }
            readers.forEach((who, token) -> {
                int status = send(operation, token, HIDDEN).statusCode();
                Integer refusal = who.equals("its owner") ? null : FOR_MEMBERS.get(operation.id());
                if (refusal == null ? status >= 400 : status != refusal) {
                    deviations.add(operation.id() + " by " + who + ": " + status);
                }
            });
            assertThat(send(operation, others.token(), HIDDEN).statusCode())
                    .as("%s by the shared user's colleagues", operation.id())
                    .isGreaterThanOrEqualTo(400);
        }

        assertThat(deviations).isEmpty();
    }

    /** The rule for one provider and the condition of lists are two texts: here they decide the same cases. */
    @Test
    void whatIsListedIsWhatCanBeRead() {
        Tenants.Founded owner = Tenants.found("agreeing");
        Tenants.Founded friends = Tenants.found("agreeing-friends");
        Shares.Person viewer = Shares.person(owner, "Viewer", "viewer");
        Shares.Person publisher = Shares.person(owner, "Publisher", "publisher");
        Shares.Person guest = Shares.person(friends, "Guest", "viewer");
        List<String> readers = List.of(
                owner.token(), viewer.token(), publisher.token(), friends.token(), guest.token(), Tokens.GLOBEX);
        List<String> providers = new ArrayList<>();
        for (String visibility : List.of("private", "organization", "public")) {
            for (String released : List.of("released", "building")) {
                for (String with : List.of("none", "organization", "guest", "viewer")) {
                    String name = "agreeing/" + visibility + "-" + released + "-" + with;
                    make(owner, name, visibility, released);
                    providers.add(name);
                    switch (with) {
                        case "organization" -> Shares.share(owner.token(), name, "organization", friends.name());
                        case "guest" -> Shares.share(owner.token(), name, "user_id", guest.user());
                        case "viewer" -> Shares.share(owner.token(), name, "user_id", viewer.user());
                        default -> {
                            // With nobody.
                        }
                    }
                }
            }
        }

        for (String reader : readers) {
            List<String> readable = providers.stream()
                    .filter(name -> Api.as(reader).get("/providers/" + name).statusCode() == 200)
                    .toList();
            assertThat(downloaded(reader, providers, 200)).isEqualTo(readable);
            assertThat(downloaded(reader, providers, 404)).hasSize(providers.size() - readable.size());
            assertThat(names(reader, "order=asc")).containsExactlyElementsOf(readable);
            assertThat(names(reader, "q=agreeing")).containsExactlyInAnyOrderElementsOf(readable);
            assertThat(union(reader)).containsExactlyInAnyOrderElementsOf(readable);
        }
        assertThat(names(owner.token(), "order=asc")).containsExactlyElementsOf(providers);
        assertThat(names(Tokens.GLOBEX, "order=asc"))
                .isEqualTo(providers.stream()
                        .filter(name -> name.startsWith("agreeing/public-released"))
                        .toList());
    }

    /** Those whose version is answered with this status when it is to be downloaded. */
    private static List<String> downloaded(String reader, List<String> providers, int status) {
        return providers.stream()
                .filter(name -> Api.as(reader)
                                .get("/providers/" + name + "/versions/1.0.0/download?redirect=false")
                                .statusCode()
                        == status)
                .toList();
    }

    private static java.util.Set<String> union(String reader) {
        java.util.Set<String> all = new java.util.TreeSet<>();
        List.of("public", "organization", "shared").forEach(scope -> all.addAll(names(reader, "scope=" + scope)));
        return all;
    }

    /** All pages of it, of this test's own. */
    private static List<String> names(String reader, String query) {
        List<String> names = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Response page = Api.as(reader).get("/providers?limit=7&" + query + cursor);
            names.addAll(page.jsonPath().getList("items.name"));
            String next = page.path("pagination.next_cursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
        return names.stream().filter(name -> name.startsWith("agreeing/")).toList();
    }

    private static void make(Tenants.Founded owner, String name, String visibility, String released) {
        if (released.equals("released")) {
            Api.release(owner.token(), name, "1.0.0");
        } else {
            Api.publish(owner.token(), name, "1.0.0", Packages.hello(name));
        }
        Shares.visibility(owner.token(), name, visibility).statusCode(200);
    }

    private static Tenants.Founded founded;

    /** With everything that can be read of one. */
    private Tenants.Founded privateProvider() {
        if (founded == null) {
            founded = Tenants.found(ORGANIZATION);
            String provider = ORGANIZATION + "/" + HIDDEN;
            Api.release(founded.token(), provider, "1.0.0");
            Shares.visibility(founded.token(), provider, "private").statusCode(200);
            Api.as(founded.token())
                    .contentType("application/json")
                    .body(Map.of("versionId", "1.0.0"))
                    .put("/providers/" + provider + "/versions/active")
                    .then()
                    .statusCode(200);
        }
        return founded;
    }

    /** Status, code and text, as if the provider had another name. */
    private static String told(Response answer, String name) {
        return answer.statusCode() + " "
                + answer.asString().replace(name, "…").replaceAll("\"(trace|request)_id\":\"[^\"]*\"", "");
    }

    /** With the description's own example, but of this provider. */
    private static Response send(ApiOperation operation, String token, String provider) {
        RequestSpecification request = Api.as(token).redirects().follow(false);
        operation.node().at("/requestBody/content").properties().stream()
                .findFirst()
                .ifPresent(content -> {
                    if (content.getKey().startsWith("multipart/")) {
                        request.multiPart("version", "1.0.0");
                    } else if (content.getKey().equals("application/octet-stream")) {
                        request.contentType(content.getKey()).body(new byte[] {1});
                    } else {
                        request.contentType(content.getKey())
                                .body(content.getValue()
                                        .path("example")
                                        .toString()
                                        .replace("acme/hello", ORGANIZATION + "/" + provider));
                    }
                });
        return request.request(
                operation.method(),
                operation
                        .path()
                        .replace("{org}", ORGANIZATION)
                        .replace("{name}", provider)
                        .replace("{version}", "1.0.0")
                        .replaceAll("\\{[^}]+}", "nothing"));
    }
}
