package io.slipway.registry.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Shares;
import io.slipway.registry.support.Tenants;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

/** A release is read by those who read its provider, and for as long as its version is there. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ReleaseReadingTest {
    private static final String RELEASES = "/api/v1/catalog/releases/";

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "operator"})
    void whatAMemberDoesNotSeeIsNoReleaseToHim(String role) {
        Tenants.Founded owner = Tenants.found("rel-private-" + role);
        String provider = owner.name() + "/secret";
        String imported = imported(owner, "secret", "1.0.0");
        Imports.release(owner.token(), imported).then().statusCode(200);
        Api.release(owner.token(), provider, "2.0.0");
        String published = Api.version(owner.token(), provider, "2.0.0")
                .extract()
                .<String>path("id")
                .replace("prv_", "rel_");
        String draft = imported(owner, "secret", "3.0.0");
        String member = Shares.person(owner, "Mel", role).token();
        Shares.visibility(owner.token(), provider, "private").statusCode(200);
        List<String> seen = new ArrayList<>();
        for (String id : List.of(imported, published, draft)) {
            for (String route : List.of("", "/export", "/artifacts/" + file(owner.token(), id))) {
                assertThat(status(owner.token(), id + route)).as(route).isLessThan(400);
                if (status(member, id + route) != 404) {
                    seen.add(id + route);
                }
            }
        }

        assertThat(seen).isEmpty();
        Api.as(member).get(RELEASES + "project/secret").then().statusCode(200).body("items", empty());
        Api.as(member).get(RELEASES + "project/nothing").then().statusCode(200).body("items", empty());
        Shares.visibility(owner.token(), provider, "organization").statusCode(200);
        assertThat(status(member, imported + "/export")).isEqualTo(200);
        Api.as(member).get(RELEASES + "project/secret").then().body("items.catalogId", contains(draft, imported));
    }

    @Test
    void itsImportIsNotReadEither() {
        Tenants.Founded owner = Tenants.found("rel-private-import");
        Api.release(owner.token(), owner.name() + "/secret", "1.0.0");
        Shares.visibility(owner.token(), owner.name() + "/secret", "private").statusCode(200);
        String viewer = Shares.person(owner, "Vic", "viewer").token();
        Response accepted = Api.as(owner.token())
                .header("Prefer", "respond-async")
                .contentType("application/json")
                .body(Imports.document("secret", "2.0.0"))
                .post(RELEASES + "project/secret/import");
        accepted.then().statusCode(202);
        String path = "/api/v1/catalog/imports/" + accepted.path("id");

        Api.as(owner.token()).get(path).then().statusCode(200);
        Api.as(viewer).get(path).then().statusCode(404);
    }

    @Test
    void aDeletedVersionIsGoneAsAReleaseToo() {
        Tenants.Founded owner = Tenants.found("rel-deleted");
        String provider = owner.name() + "/gone";
        String imported = imported(owner, "gone", "1.0.0");
        Imports.release(owner.token(), imported).then().statusCode(200);
        Api.release(owner.token(), provider, "2.0.0");
        String published = Api.version(owner.token(), provider, "2.0.0")
                .extract()
                .<String>path("id")
                .replace("prv_", "rel_");
        List<String> routes = new ArrayList<>();
        for (String id : List.of(imported, published)) {
            routes.addAll(List.of(id, id + "/export", id + "/artifacts/" + file(owner.token(), id)));
        }
        for (String number : List.of("1.0.0", "2.0.0")) {
            cancelled(owner, provider, number);
            Api.as(owner.token())
                    .delete("/providers/" + provider + "/versions/" + number)
                    .then()
                    .statusCode(204);
        }

        for (String route : routes) {
            assertThat(status(owner.token(), route)).as(route).isEqualTo(410);
        }
        Api.as(owner.token())
                .get(RELEASES + "project/gone")
                .then()
                .statusCode(200)
                .body("items", empty());
        for (String number : List.of("1.0.0", "2.0.0")) {
            Imports.send(owner.token(), "gone", Imports.document("gone", number))
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("version_burned"));
        }
    }

    /** A build that nobody does ends here. */
    private static void cancelled(Tenants.Founded owner, String provider, String number) {
        if (Api.version(owner.token(), provider, number)
                .extract()
                .path("status")
                .equals("building")) {
            Api.as(owner.token())
                    .contentType("application/json")
                    .body(Map.of())
                    .post("/providers/" + provider + "/versions/" + number + "/cancel");
        }
    }

    private static String imported(Tenants.Founded owner, String project, String number) {
        byte[] code = Packages.hello(owner.name() + project + number);
        String url = Imports.serve(owner.name() + project + number, code);
        Response answer = Imports.send(
                owner.token(),
                project,
                Imports.document(project, number, Imports.artifact(project + ".tar.gz", code, url)));
        answer.then().statusCode(200).body("warnings", empty());
        return answer.path("catalogId");
    }

    private static String file(String token, String id) {
        return Api.as(token).get(RELEASES + id).path("artifacts[0].sha256");
    }

    private static int status(String token, String route) {
        return Api.as(token).redirects().follow(false).get(RELEASES + route).statusCode();
    }
}
