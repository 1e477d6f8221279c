package io.slipway.registry.contract;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.apicheck.Answer;
import io.slipway.apicheck.ApiOperation;
import io.slipway.apicheck.Received;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every operation of the description does what it is for, and then gets what it does not expect: requests that differ from
 * the good one in one thing. The same seed chooses the same.
 */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class HostileInputTest {
    private static final int PER_OPERATION = Integer.getInteger("attacks", 32);
    private static final long SEED = Long.getLong("attacks.seed", System.nanoTime());

    private static final int SHOWN = 20;

    /** How often what an attack succeeded on is made anew; the further ones find what is left. */
    private static final int RENEWALS = 5;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> broken = new ArrayList<>();

    @Test
    void noInputBreaksAnything() throws Exception {
        World world = new World("hostile");
        peersAnswer();
        GoodRequests good = new GoodRequests(world);
        Attacks attacks = new Attacks(SEED, world.token());

        for (ApiOperation operation : ContractFilter.contract().operations()) {
            int status = send(attacks.none(operation, good.next(operation)));
            boolean asMeant = GoodRequests.REFUSED.contains(operation.id()) ? status == 401 : status < 400;
            if (!asMeant) {
                broken.add(operation.id() + " answers a good request with " + status);
            }
            attack(operation, good, attacks);
        }

        assertThat(broken.stream().limit(SHOWN))
                .as("%d of them; repeat with -Dattacks.seed=%d", broken.size(), SEED)
                .isEmpty();
        Api.as(world.token()).get("/organizations/me").then().statusCode(200);
    }

    private void attack(ApiOperation operation, GoodRequests good, Attacks attacks) throws InterruptedException {
        int renewals = 0;
        List<Attack> planned = attacks.of(operation, good.next(operation), PER_OPERATION);
        for (int i = 0; i < planned.size(); i++) {
            boolean succeeded = send(planned.get(i)) < 400;
            if (succeeded && !operation.method().equals("GET") && renewals++ < RENEWALS) {
                planned = attacks.of(operation, good.next(operation), PER_OPERATION);
            }
        }
    }

    /** @return the status */
    private int send(Attack attack) throws InterruptedException {
        try {
            HttpResponse<String> response =
                    client.send(attack.request("http://localhost:" + RestAssured.port), BodyHandlers.ofString());
            Answer answer = Received.of(response);
            if (answer.status() >= 500) {
                broken.add(attack + " → " + answer.status() + " " + answer.shortBody());
            }
            ContractFilter.contract().check(answer);
            return answer.status();
        } catch (IOException | AssertionError e) {
            broken.add(attack + " → " + e);
            return 0;
        }
    }

    /** Without them comparing is rightly answered with 503. */
    private static void peersAnswer() {
        for (String service : List.of("builds", "installations")) {
            Api.peerAnswers("/internal/" + service + "?after=&limit=500", "{\"items\":[],\"next\":null}");
        }
        Api.peerAnswers("/internal/resync", "{\"compared\":0,\"changed\":0}");
    }
}
