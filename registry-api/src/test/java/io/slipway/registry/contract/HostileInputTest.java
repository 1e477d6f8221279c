package io.slipway.registry.contract;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation of the description gets what it does not expect: the same seed sends the same requests. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class HostileInputTest {
    private static final int PER_OPERATION = Integer.getInteger("attacks", 60);
    private static final long SEED = Long.getLong("attacks.seed", System.nanoTime());

    private static final int SHOWN = 20;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void noInputBreaksAnything() throws Exception {
        String token = ownOrganization();
        peersAnswer();
        ApiContract contract = ContractFilter.contract();
        Attacks attacks = new Attacks(SEED, Map.of("org", "hostile", "name", "hello", "version", "1.0.0"), token);
        List<String> broken = new ArrayList<>();

        for (ApiOperation operation : contract.operations()) {
            for (int i = 0; i < PER_OPERATION; i++) {
                broken.addAll(faults(contract, attacks.next(operation)));
            }
        }

        assertThat(broken.stream().limit(SHOWN))
                .as("%d of them; repeat with -Dattacks.seed=%d", broken.size(), SEED)
                .isEmpty();
        Api.as(token).get("/organizations/me").then().statusCode(200);
    }

    private List<String> faults(ApiContract contract, Attack attack) throws InterruptedException {
        try {
            HttpResponse<String> response =
                    client.send(attack.request("http://localhost:" + RestAssured.port), BodyHandlers.ofString());
            Answer answer = Answers.of(response);
            if (answer.status() >= 500) {
                return List.of(attack + " → " + answer.status() + " " + answer.shortBody());
            }
            contract.check(answer);
            return List.of();
        } catch (IOException | AssertionError e) {
            return List.of(attack + " → " + e);
        }
    }

    /** Without them comparing is rightly answered with 503. */
    private static void peersAnswer() {
        for (String service : List.of("builds", "installations")) {
            Api.peerAnswers("/internal/" + service + "?after=&limit=500", "{\"items\":[],\"next\":null}");
        }
        Api.peerAnswers("/internal/resync", "{\"compared\":0,\"changed\":0}");
    }

    /** The attacks have an organization of their own: what they destroy is nobody else's. */
    private static String ownOrganization() {
        String token = Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("name", "hostile"))
                .post("/organizations")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
        Api.publish(token, "hostile/hello", "1.0.0", Packages.hello("hostile"))
                .then()
                .statusCode(202);
        return token;
    }
}
