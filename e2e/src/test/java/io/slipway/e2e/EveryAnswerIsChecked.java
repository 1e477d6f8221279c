package io.slipway.e2e;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.slipway.apicheck.Answer;
import io.slipway.apicheck.ApiContract;
import io.slipway.apicheck.CheckingClient;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Compares the answers of registry-api with its description. A test that asks until it gets what it waits for sees nothing of
 * what is thrown meanwhile: it fails at its end. Found by the service loader: no test has to remember it.
 */
public final class EveryAnswerIsChecked implements AfterEachCallback {
    private static final ApiContract CONTRACT = ApiContract.ofDocs();
    private static final Queue<AssertionError> FOUND = new ConcurrentLinkedQueue<>();

    /** For requests to registry-api and no others. */
    static HttpClient client() {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return new CheckingClient(client, uri -> EveryAnswerIsChecked::check);
    }

    static void check(Answer answer) {
        try {
            CONTRACT.check(answer);
        } catch (AssertionError e) {
            FOUND.add(e);
            throw e;
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        List<AssertionError> found = List.copyOf(FOUND);
        FOUND.clear();
        if (!found.isEmpty()) {
            AssertionError first = found.getFirst();
            found.stream().skip(1).limit(10).forEach(first::addSuppressed);
            throw first;
        }
    }
}
