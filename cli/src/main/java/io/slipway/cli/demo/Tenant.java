package io.slipway.cli.demo;

import java.net.URI;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.Settling;
import io.slipway.cli.api.SlipwayApi;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.Json;
import io.slipway.cli.provider.Publishing;

/** An organization of the demo, seen from outside. */
record Tenant(String name, SlipwayApi api, Settling settling, Publishing publishing) {
    static Tenant of(String name, URI apiUrl, String token, Console console, Duration patience) {
        SlipwayApi api = new SlipwayApi(new ApiClient(apiUrl, token));
        Settling settling = new Settling(api, console, patience);
        return new Tenant(name, api, settling, new Publishing(api, console, settling));
    }

    JsonNode installation() {
        return api.installation(DemoWorld.HELLO);
    }

    String serving() {
        return Json.text(installation(), "current_version");
    }

    URI url() {
        return URI.create(Json.text(installation(), "url"));
    }

    /** The provider's own answer at the installation's address. */
    JsonNode call() {
        return new ApiClient(URI.create(url().toString().replaceFirst("/$", "")), "").get("/");
    }

    /** The version that the provider itself says it is; empty when nothing answers. */
    String answeringVersion() {
        try {
            return Json.text(call(), "version");
        } catch (CliFailure _) {
            return "";
        }
    }
}
