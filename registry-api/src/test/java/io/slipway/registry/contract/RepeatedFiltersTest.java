package io.slipway.registry.contract;

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
import static org.hamcrest.Matchers.equalTo;

/** Many values of one filter, as {@code name=a&name=b} and as {@code name[]=a&name[]=b}: no value is dropped. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class RepeatedFiltersTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "[]"})
    void scopesAreAddedUp(String brackets) {
        String name = brackets.isEmpty() ? "shelves-repeated" : "shelves-bracketed";
        Tenants.Founded own = Tenants.found(name);
        Api.publish(own.token(), name + "/" + name, "1.0.0", Packages.hello(name));
        Shares.visibility(own.token(), name + "/" + name, "private").statusCode(200);
        Api.release("acme/" + name, "1.0.0");

        assertThat(names(own, "scope" + brackets, "organization")).containsExactly(name + "/" + name);
        assertThat(names(own, "scope" + brackets, "public")).containsExactly("acme/" + name);
        assertThat(names(own, "scope" + brackets, "public", "organization"))
                .containsExactlyInAnyOrder(name + "/" + name, "acme/" + name);
    }

    private static List<String> names(Tenants.Founded own, String filter, String... values) {
        return Api.as(own.token())
                .queryParam("q", own.name())
                .queryParam(filter, List.of(values))
                .get("/providers")
                .then()
                .statusCode(200)
                .extract()
                .path("items.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]"})
    void auditEntriesAreOfOneOfThem(String brackets) {
        Tenants.Founded own = Tenants.found(brackets.isEmpty() ? "audited-repeated" : "audited-bracketed");
        for (int i = 0; i < 3; i++) {
            String user = Tenants.addMember(own, "Ada", "viewer");
            Api.as(own.token())
                    .contentType("application/json")
                    .body(Map.of("role", "operator"))
                    .patch("/organizations/" + own.name() + "/members/" + user)
                    .then()
                    .statusCode(200);
        }
        String added = entries(own, "?limit=100").jsonPath().getString("items[1].action");
        String changed = entries(own, "?limit=100").jsonPath().getString("items[0].action");
        String both = "action" + brackets + "=" + added + "&action" + brackets + "=" + changed;

        assertThat(entries(own, "?" + both).<List<String>>path("items.action"))
                .as("the last is the founder")
                .containsExactly(changed, added, changed, added, changed, added, added);
        assertThat(paged(own, both)).isEqualTo(entries(own, "?" + both).path("items.id"));
        assertThat(entries(own, "?" + both + "&subject=nobody").<List<?>>path("items"))
                .isEmpty();
    }

    private static List<String> paged(Tenants.Founded own, String filter) {
        List<String> seen = new ArrayList<>();
        for (String cursor = ""; cursor != null; ) {
            Response page = entries(own, "?limit=2&" + filter + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            seen.addAll(page.path("items.id"));
            cursor = page.path("pagination.next_cursor");
        }
        return seen;
    }

    private static Response entries(Tenants.Founded own, String query) {
        Response page = Api.as(own.token()).urlEncodingEnabled(false).get("/audit" + query.replace("[]", "%5B%5D"));
        page.then().statusCode(200);
        return page;
    }

    @ParameterizedTest
    @ValueSource(strings = {"environment", "environment[]"})
    void installationsAreInOneOfThem(String filter) {
        Tenants.Founded own = Tenants.found(filter.endsWith("]") ? "places-bracketed" : "places-repeated");
        Api.release("acme/" + own.name(), "1.0.0");
        for (String environment : List.of("blue", "green", "red")) {
            Tenants.environment(own.token(), environment);
            Api.as(own.token())
                    .contentType("application/json")
                    .body(Map.of("provider_name", "acme/" + own.name(), "environment", environment))
                    .post("/providers/install")
                    .then()
                    .statusCode(202);
        }

        Api.as(own.token())
                .queryParam(filter, "blue", "red")
                .get("/providers/installed?order=asc")
                .then()
                .statusCode(200)
                .body("items.environment", equalTo(List.of("blue", "red")));
    }

    @Test
    void tooManyAreRefused() {
        Tenants.Founded own = Tenants.found("too-many-filters");
        List<String> many =
                java.util.stream.IntStream.range(0, 21).mapToObj(i -> "a" + i).toList();
        for (String list : List.of("/audit?actor", "/audit?subject", "/providers/installed?environment")) {
            String name = list.substring(list.indexOf('?') + 1);
            Api.as(own.token())
                    .queryParam(name, many)
                    .get(list.substring(0, list.indexOf('?')))
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo(name));
        }
        Api.as(own.token())
                .queryParam("actor", many.subList(0, 5))
                .queryParam("action", many.subList(0, 5))
                .get("/audit")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("action"));
        Api.as(own.token()).get("/providers?scope=public&scope=none").then().statusCode(422);
    }
}
