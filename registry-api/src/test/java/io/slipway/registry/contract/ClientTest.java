package io.slipway.registry.contract;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.client.ApiClient;
import io.slipway.client.ApiException;
import io.slipway.client.api.VersionsApi;
import io.slipway.client.model.Status;
import io.slipway.client.model.VersionView;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A client that openapi-generator made of docs/openapi.yaml: the document is good enough for a program. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ClientTest {

    @Test
    void aGeneratedClientPublishes(@TempDir Path directory) throws Exception {
        Path code = Files.write(directory.resolve("package.tar.gz"), Packages.hello("client"));
        VersionsApi versions = new VersionsApi(client(Tokens.ACME));

        VersionView published = versions.publishVersion(
                "client", "acme", code.toFile(), "1.0.0", null, "The first.", "Client", null, "[\"demo\"]", null);

        assertThat(published.getStatus()).isEqualTo(Status.BUILDING);
        assertThat(published.getSourceHash()).isEqualTo(Packages.sha256(Files.readAllBytes(code)));
        assertThat(versions.getVersion("client", "acme", "1.0.0", null)).isEqualTo(published);
        assertThatThrownBy(() -> new VersionsApi(client(Tokens.GLOBEX)).getVersion("client", "acme", "1.0.0", null))
                .isInstanceOfSatisfying(ApiException.class, refusal -> assertThat(refusal.getCode())
                        .isEqualTo(404));
    }

    private static ApiClient client(String token) {
        ApiClient client = new ApiClient() {
            @Override
            public HttpClient getHttpClient() {
                return CheckedClient.create();
            }
        };
        client.updateBaseUri("http://localhost:" + RestAssured.port);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return client;
    }
}
