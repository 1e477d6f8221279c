package io.slipway.local.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.slipway.local.node.process.ProcFs;
import io.slipway.local.node.process.ProcessIdentity;

/** Asks a provider whether it is well, and makes sure that it is the provider who answers. */
final class HealthProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient http;
    private final ProcFs procFs;

    HealthProbe(HttpClient http, ProcFs procFs) {
        this.http = http;
        this.procFs = procFs;
    }

    /** Another program may have taken the port first: its 200 says nothing about ours. */
    boolean passes(ProcessIdentity identity, int port, String path) throws InterruptedException {
        return procFs.ownsPort(identity, port) && answers(port, path);
    }

    boolean answers(int port, String path) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(TIMEOUT)
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
