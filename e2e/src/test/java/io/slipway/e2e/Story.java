package io.slipway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.PackageWriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One provider of one organization, from publish to running, with the waits and checks that every test needs. */
record Story(Api api, String provider, Path scratch) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    Story publish(ProviderSource source) throws IOException, PackageException {
        api.publish(provider, source.version(), source.tarGz(scratch)).expect(200, 202);
        return this;
    }

    /** examples/hello, as it stands in the checkout. */
    Story publishExample(String version) throws IOException, PackageException {
        ByteArrayOutputStream tarGz = new ByteArrayOutputStream();
        PackageWriter.write(StackUnderTest.ROOT.resolve("examples/hello").resolve(version), tarGz);
        api.publish(provider, version, tarGz.toByteArray()).expect(202);
        return this;
    }

    /** Publishes again until accepted: what a client does whose connection broke. */
    Story publishWhenever(ProviderSource source) throws IOException, PackageException {
        byte[] tarGz = source.tarGz(scratch);
        await("accepted").atMost(PATIENCE).ignoreExceptions().until(() -> List.of(200, 202)
                .contains(api.publish(provider, source.version(), tarGz).status()));
        return this;
    }

    Story awaitPublished(String version) {
        awaitBody("published " + version, "/providers/" + provider + "/versions/" + version, body -> body.path("status")
                .asText()
                .equals("published"));
        return this;
    }

    Story install(String policy) {
        api.install(provider, policy, "ahoy").expect(202);
        return this;
    }

    Story installVersion(String version) {
        api.post(
                        "/providers/install",
                        "{\"provider_name\":\"%s\",\"version\":\"%s\",\"config\":{\"GREETING\":\"ahoy\"}}"
                                .formatted(provider, version))
                .expect(202);
        return this;
    }

    Story awaitServing(String version) {
        awaitBody(
                "serving " + version,
                "/providers/installed/" + provider,
                body -> body.path("current_version").asText().equals(version)
                        && body.path("installed_version").asText().equals(version)
                        && body.path("status").asText().equals("available"));
        assertThat(answer().path("version").asText()).isEqualTo(version);
        assertThat(answer().path("greeting").asText()).isEqualTo("ahoy");
        return this;
    }

    JsonNode version(String version) {
        return api.version(provider, version).expect(200).body();
    }

    boolean buildRuns(String version) {
        return !api.get("/providers/" + provider + "/versions/" + version + "/logs")
                .body()
                .path("items")
                .isEmpty();
    }

    JsonNode installation() {
        return api.installed(provider).expect(200).body();
    }

    String url() {
        return installation().path("url").asText();
    }

    JsonNode answer() {
        return Api.call(url()).expect(200).body();
    }

    private void awaitBody(String what, String path, java.util.function.Predicate<JsonNode> condition) {
        JsonNode[] last = new JsonNode[1];
        try {
            await(provider + ": " + what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> {
                        last[0] = api.get(path).body();
                        return condition.test(last[0]);
                    });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + "; last seen: " + Objects.toString(last[0]), e);
        }
    }
}
