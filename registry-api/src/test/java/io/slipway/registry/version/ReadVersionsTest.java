package io.slipway.registry.version;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ReadVersionsTest {
    @Inject
    DataSource database;

    @Test
    void othersSeeWhatWasPublished() {
        Api.publish(Tokens.ACME, "acme/seen", "2.0.0", Packages.hello("seen"))
                .then()
                .statusCode(202);
        Api.as(Tokens.GLOBEX).get("/providers/acme/seen").then().statusCode(404);
        Api.as(Tokens.GLOBEX).get("/providers?q=seen").then().body("items.name", not(hasItem("acme/seen")));
        Api.as(Tokens.ACME).get("/providers?q=see").then().body("items.name", hasItem("acme/seen"));
        Api.version(Tokens.ACME, "acme/seen", "latest").statusCode(404);

        Api.release("acme/seen", "1.0.0");
        Api.release("acme/seen", "1.1.0-rc.1");

        Api.as(Tokens.GLOBEX).get("/providers?q=acme/se").then().body("items.name", hasItem("acme/seen"));
        Api.as(Tokens.GLOBEX)
                .get("/providers/acme/seen/versions")
                .then()
                .body("items.version", equalTo(List.of("1.1.0-rc.1", "1.0.0")));
        Api.version(Tokens.GLOBEX, "acme/seen", "2.0.0").statusCode(404);
        Api.version(Tokens.GLOBEX, "acme/seen", "latest").body("version", equalTo("1.0.0"));
    }

    @Test
    void latestIsItsVersionWhateverIsReadOfIt() {
        Api.release("acme/read-latest", "1.0.0");
        Api.release("acme/read-latest", "1.1.0");
        Api.release("acme/read-latest", "2.0.0-rc.1");
        String build =
                Api.version(Tokens.ACME, "acme/read-latest", "1.1.0").extract().path("build_id");
        Api.peerAnswers(
                "/internal/builds/" + build + "/logs?after=0&limit=500",
                "{\"items\":[{\"line\":1,\"time\":\"2026-01-01T00:00:00Z\",\"text\":\"of 1.1.0\"}],\"complete\":true}");
        String latest = "/providers/acme/read-latest/versions/latest";

        Api.as(Tokens.GLOBEX)
                .get(latest + "/download?redirect=false")
                .then()
                .statusCode(200)
                .body("'package'.file_name", equalTo("read-latest-1.1.0.tar.gz"));
        Api.as(Tokens.GLOBEX).get(latest + "/lineage").then().body("items.version", equalTo(List.of("1.1.0")));
        Api.as(Tokens.ACME).get(latest + "/logs").then().body("items.text", equalTo(List.of("of 1.1.0")));
    }

    @Test
    void listsArePaged() {
        List<String> numbers = List.of("1.0.0", "1.0.1", "1.0.2", "1.0.3", "1.0.4");
        numbers.forEach(number -> Api.publish(Tokens.ACME, "acme/paged", number, Packages.hello("paged")));
        String url = "/providers/acme/paged/versions?limit=2";

        var first = Api.as(Tokens.ACME).get(url).then().body("items.version", equalTo(List.of("1.0.4", "1.0.3")));
        first.body("pagination.has_more_before", equalTo(false)).body("pagination.has_more_after", equalTo(true));
        String next = first.extract().path("pagination.next_cursor");
        var second = Api.as(Tokens.ACME).get(url + "&cursor=" + next).then();
        second.body("items.version", equalTo(List.of("1.0.2", "1.0.1")))
                .body("pagination.has_more_before", equalTo(true));
        List<String> back = Api.as(Tokens.ACME)
                .get(url + "&before=" + second.extract().path("items[0].id"))
                .path("items.version");
        assertThat(back).containsExactly("1.0.4", "1.0.3");
        Api.as(Tokens.ACME).get(url + "&order=asc").then().body("items.version", equalTo(List.of("1.0.0", "1.0.1")));
    }

    /** Schemas are up to 256 KiB a version: a hundred of them must not be in memory at once. */
    @Test
    void aPageEndsEarlyWhereItsVersionsWeighTooMuch() throws Exception {
        List<String> numbers = List.of("1.0.0", "1.0.1", "1.0.2", "1.0.3", "1.0.4");
        numbers.forEach(number -> Api.publish(Tokens.ACME, "acme/heavy", number, Packages.hello("heavy")));
        // Two of them reach the limit, so that a third does not fit.
        String schemas = "[{\"description\": \"" + "x".repeat(VersionPages.MAX_BYTES / 2) + "\"}]";
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update version set schemas = ? where provider = 'acme/heavy'")) {
            update.setString(1, schemas);
            update.executeUpdate();
        }

        List<List<String>> pages = new ArrayList<>();
        for (String next = "/providers/acme/heavy/versions?limit=100&order=asc"; next != null; ) {
            var page = Api.as(Tokens.ACME).get(next);
            pages.add(page.path("items.version"));
            String cursor = page.path("pagination.next_cursor");
            next = cursor == null ? null : "/providers/acme/heavy/versions?limit=100&order=asc&cursor=" + cursor;
        }
        assertThat(pages).isEqualTo(List.of(numbers.subList(0, 2), numbers.subList(2, 4), numbers.subList(4, 5)));
        var last = Api.as(Tokens.ACME).get("/providers/acme/heavy/versions?limit=100");
        last.then().body("items.version", equalTo(List.of("1.0.4", "1.0.3")));
        Api.as(Tokens.ACME)
                .get("/providers/acme/heavy/versions?limit=100&before=" + last.path("items[1].id"))
                .then()
                .body("items.version", equalTo(List.of("1.0.4")));

        String before =
                Api.as(Tokens.ACME).get("/providers/acme/heavy/versions/1.0.0").path("id");
        var slice = Api.asService().get("/internal/versions?limit=500&after=" + before);
        slice.then().body("items.version", equalTo(List.of("1.0.1", "1.0.2")));
        assertThat(slice.<String>path("next")).isEqualTo(slice.path("items[1].id"));
    }
}
