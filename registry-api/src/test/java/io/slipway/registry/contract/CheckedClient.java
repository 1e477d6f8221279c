package io.slipway.registry.contract;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.function.Consumer;

import io.restassured.RestAssured;
import io.slipway.apicheck.Answer;
import io.slipway.apicheck.CheckingClient;

/** Java's own client, which does what {@link ContractFilter} does for others. */
public final class CheckedClient {
    private CheckedClient() {}

    public static HttpClient create() {
        return new CheckingClient(HttpClient.newHttpClient(), CheckedClient::judge);
    }

    /** For bodies of which the server may not want to read all. */
    public static HttpClient http1() {
        return new CheckingClient(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), CheckedClient::judge);
    }

    /** The client's own threads do not see the classes that reading the description takes: it is read before. */
    private static Consumer<Answer> judge(URI asked) {
        boolean ours = asked.getPort() == RestAssured.port && ContractFilter.isPublic(asked.getRawPath());
        return ours ? ContractFilter.contract()::check : answer -> {};
    }
}
