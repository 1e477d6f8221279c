package io.slipway.registry.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every operation of the description by every kind of caller, and what docs/access.md says of it; another organization's
 * are in {@link ForeignOrganizationTest}.
 */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class AccessMatrixTest {
    @Test
    void theTableHasARowForEachOperation() {
        AccessTable table = AccessTable.read();

        assertThat(new TreeSet<>(table.rows().keySet()))
                .as("operations of docs/access.md")
                .isEqualTo(ContractFilter.contract().operations().stream()
                        .map(ApiOperation::id)
                        .collect(Collectors.toCollection(TreeSet::new)));
        for (ApiOperation operation : ContractFilter.contract().operations()) {
            assertThat(table.rows().get(operation.id()).scope())
                    .as(operation.id())
                    .isEqualTo(operation.node().path("x-scope").asText(""));
        }
    }

    @Test
    void everyCallerGetsWhatTheTableSays() {
        Callers callers = new Callers();
        Map<String, String> strangers = new LinkedHashMap<>();
        strangers.put("no token", null);
        strangers.put("a malformed token", "slp_nonsense");
        strangers.put("an expired token", callers.expired());
        strangers.put("a revoked token", callers.revoked());
        Map<String, String> lacking = tokens(Callers.SCOPES, callers::without);
        Map<String, String> single = tokens(Callers.SCOPES, callers::withOnly);
        Map<String, String> roles = tokens(Callers.ROLES, callers::ofRole);
        String own = callers.restrictedTo(Callers.PROVIDER);
        String other = callers.restrictedTo("other");
        List<String> deviations = new ArrayList<>();

        for (ApiOperation operation : ContractFilter.contract().operations()) {
            AccessTable.Row row = AccessTable.read().rows().get(operation.id());
            if (row.isOpen()) {
                boolean same = send(operation, null).statusCode()
                        == send(operation, callers.owner()).statusCode();
                expect(deviations, operation, "no token as by an owner", same);
                continue;
            }
            strangers.forEach((who, token) ->
                    expect(deviations, operation, who, send(operation, token).statusCode() == 401));
            Set<String> enough = row.takesAnyScope() ? lacking.keySet() : Set.of(row.scope());
            enough.forEach(scope -> {
                expect(
                        deviations,
                        operation,
                        "all scopes but " + scope,
                        isForbidden(operation, lacking.get(scope)) != row.takesAnyScope());
                expect(
                        deviations,
                        operation,
                        "the scope " + scope + " alone",
                        !isForbidden(operation, single.get(scope)));
            });
            roles.forEach((role, token) -> expect(
                    deviations,
                    operation,
                    "the role " + role,
                    isForbidden(operation, token) != row.roles().contains(role)));
            expect(
                    deviations,
                    operation,
                    "a token of the provider",
                    isForbidden(operation, own) == row.restricted().equals("no"));
            expect(
                    deviations,
                    operation,
                    "a token of another provider",
                    isForbidden(operation, other) != row.restricted().equals("yes"));
        }

        assertThat(deviations).as("answered otherwise than docs/access.md says").isEmpty();
    }

    private static void expect(List<String> deviations, ApiOperation operation, String who, boolean asStated) {
        if (!asStated) {
            deviations.add(operation.id() + " by " + who);
        }
    }

    private static boolean isForbidden(ApiOperation operation, String token) {
        return Set.of(401, 403).contains(send(operation, token).statusCode());
    }

    /** What may be done is not done: the provider does not exist, and the body is empty. */
    private static Response send(ApiOperation operation, String token) {
        RequestSpecification request = token == null ? RestAssured.given() : Api.as(token);
        operation.node().at("/requestBody/content").fieldNames().forEachRemaining(type -> {
            if (type.equals("application/octet-stream")) {
                request.contentType(type).body(new byte[] {1});
            } else if (!type.startsWith("multipart/")) {
                // By route: the body names the provider.
                boolean named = operation.node().path("x-restricted").asText().equals("by_route")
                        && !operation.path().contains("{projectIdentifier}");
                String provider = Callers.ORGANIZATION + "/" + Callers.PROVIDER;
                request.contentType(type).body(named ? Map.of("provider_name", provider) : Map.of());
            } else {
                request.multiPart("version", "1.0.0");
            }
        });
        return request.request(operation.method(), path(operation));
    }

    private static String path(ApiOperation operation) {
        return operation
                .path()
                .replace("{org}", Callers.ORGANIZATION)
                .replace("{name}", Callers.PROVIDER)
                .replace("{projectIdentifier}", Callers.PROVIDER)
                .replace("{version}", "1.0.0")
                .replaceAll("\\{[^}]+}", "nothing");
    }

    private static Map<String, String> tokens(List<String> names, java.util.function.UnaryOperator<String> token) {
        Map<String, String> tokens = new LinkedHashMap<>();
        names.forEach(name -> tokens.put(name, token.apply(name)));
        return tokens;
    }
}
