package io.slipway.registry.contract;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What succeeds for its owner, is refused to another organization's owner: with real ids, and nothing is changed. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ForeignOrganizationTest {
    /** What these answer, no token decides: a secret, a CI job's token, or the URL's signature. */
    private static final Set<String> WITHOUT_TOKEN =
            Set.of("bootstrapRegistry", "exchangeOidcToken", "putUpload", "getPackage");

    /** These name nothing: they answer with what is the caller's, or make something of his. */
    private static final Set<String> OWN = Set.of(
            "getCaller",
            "listOrganizations",
            "createOrganization",
            "listAuditEntries",
            "listProviders",
            "listInstallations",
            "listCustomProviders",
            "createCustomProvider",
            "compareServices");

    private final HttpClient client = CheckedClient.create();

    @Test
    void nothingIsReadOrChanged() throws Exception {
        World world = new World("visited").hidden();
        GoodRequests good = new GoodRequests(world);
        Tenants.Founded visitor = Tenants.found("visitor");
        Attacks visits = new Attacks(0, visitor.token());
        List<String> deviations = new ArrayList<>();

        for (ApiOperation operation : ContractFilter.contract().operations()) {
            if (WITHOUT_TOKEN.contains(operation.id()) || OWN.contains(operation.id())) {
                continue;
            }
            GoodRequest request = good.next(operation);
            var before = world.state();

            Attack visit = visits.none(operation, request);
            int status = send(visit).statusCode();
            if (status != 403 && status != 404) {
                deviations.add(visit + " → " + status);
            }
            if (!world.state().equals(before)) {
                deviations.add(visit + " changed something");
            }
            // The same is good for its owner: it is there, and only the caller is refused.
            int own =
                    send(new Attacks(0, world.token()).none(operation, request)).statusCode();
            if (own >= 400) {
                deviations.add(visit + " of its owner → " + own);
            }
        }

        assertThat(deviations).isEmpty();
    }

    /** Ids of others below one's own names. */
    @Test
    void othersIdsAreNoIdsOfOnesOwn() throws Exception {
        World world = new World("confused").hidden();
        GoodRequests good = new GoodRequests(world);
        World own = new World("confusing");
        Attacks visits = new Attacks(0, own.token());
        List<String> deviations = new ArrayList<>();

        for (ApiOperation operation : ContractFilter.contract().operations()) {
            GoodRequest request = WITHOUT_TOKEN.contains(operation.id()) ? new GoodRequest() : good.next(operation);
            if (Set.of("org", "name", "version").containsAll(request.path().keySet())) {
                continue;
            }
            var before = world.state();
            Attack visit = visits.none(operation, request.at("org", own.name()));
            int status = send(visit).statusCode();
            if (status != 404 || !world.state().equals(before)) {
                deviations.add(visit + " → " + status);
            }
        }
        assertThat(deviations).isEmpty();
    }

    @Test
    void listsHoldOnesOwn() throws Exception {
        World world = new World("listed").hidden();
        Attacks visits = new Attacks(0, Tenants.found("onlooker").token());
        String installed = world.installed("1.0.0");

        for (ApiOperation operation : ContractFilter.contract().operations()) {
            if (OWN.contains(operation.id()) && operation.method().equals("GET")) {
                String body = send(visits.none(operation, new GoodRequest().with("limit", "100")))
                        .body();
                assertThat(body)
                        .as(operation.id())
                        .doesNotContain('"' + world.name() + '"', world.provider(), '"' + installed + '"');
            }
        }
    }

    private HttpResponse<String> send(Attack request) throws IOException, InterruptedException {
        HttpRequest sent = request.request("http://localhost:" + RestAssured.port);
        return client.send(sent, BodyHandlers.ofString());
    }
}
