package io.slipway.registry.contract;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.outbox.EventJson;
import io.slipway.registry.custom.Customs;
import io.slipway.registry.installation.Installs;
import io.slipway.registry.installation.Outcomes;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.release.Imports;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.OidcTokens;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each operation once and with success, on what {@link ManyRows} has made; the events that follow come too. */
final class EveryRoute {
    private static final String P = "/providers/acme/p";
    private static final String INSTALLED = "/providers/installed/acme/p";
    private static final List<String> SCOPES = List.of("read", "publish", "install", "admin");

    private final Map<String, Runnable> steps = new LinkedHashMap<>();
    private final PublicJsonWebKey key = key();
    private String token = Tokens.ACME;
    private String user;
    private String made;
    private static final String EVERY_ROLLOUT = "rol_0BdpVq8qWuRkHMvVGvgVxx";

    private String installation;
    private String custom;
    private Response upload;
    private String release;
    private String operation;

    /** By operation; in this order. */
    Map<String, Runnable> steps() {
        organizations();
        versions();
        uploads();
        releases();
        providers();
        installations();
        customProviders();
        endings();
        return steps;
    }

    String token() {
        return token;
    }

    private void organizations() {
        steps.put(
                "bootstrapRegistry",
                () -> ok(
                        RestAssured.given(),
                        "POST",
                        "/auth/bootstrap",
                        Map.of("secret", Setup.BOOTSTRAP_SECRET, "name", "scaled-first", "owner_name", "Ada")));
        steps.put("createOrganization", () -> ok("POST", "/organizations", Map.of("name", "scaled-second")));
        steps.put(
                "addMember",
                () -> user = ok("POST", "/organizations/acme/members", Map.of("name", "Ada", "role", "viewer"))
                        .path("user_id"));
        steps.put("setMemberRole", () -> ok("PATCH", "/organizations/acme/members/" + user, Map.of("role", "owner")));
        steps.put("createToken", () -> {
            Map<String, Object> body = Map.of("name", "scaled", "scopes", SCOPES, "user_id", user);
            token = ok("POST", "/organizations/acme/tokens", body).path("token");
            made = ok("POST", "/organizations/acme/tokens", body).path("id");
        });
        steps.put("revokeToken", () -> ok("DELETE", "/organizations/acme/tokens/" + made, null));
        get("getOrganization /organizations/acme");
        steps.put("createEnvironment", () -> ok("POST", "/organizations/acme/environments", Map.of("name", "scaled")));
        get("getEnvironment /organizations/acme/environments/scaled");
        steps.put("deleteEnvironment", () -> ok("DELETE", "/organizations/acme/environments/scaled", null));
    }

    private void versions() {
        steps.put("publishVersion", () -> {
            Api.release(token, "acme/p", "2.0.0");
            Api.release(token, "acme/p", "2.1.0");
            fail("2.2.0");
        });
        get("getVersion " + P + "/versions/2.0.0");
        get("getLineage " + P + "/versions/2.0.0/lineage");
        get("getBuildLog " + P + "/versions/2.0.0/logs");
        steps.put("retryVersion", () -> ok("POST", P + "/versions/2.2.0/retry", null));
        steps.put("cancelVersion", () -> ok("POST", P + "/versions/2.2.0/cancel", null));
        steps.put("deleteVersion", () -> ok("DELETE", P + "/versions/2.2.0", null));
        steps.put(
                "deprecateVersion",
                () -> ok("POST", P + "/versions/2.0.0/deprecate", Map.of("message", "old", "successor", "2.1.0")));
        steps.put(
                "yankVersion", () -> ok("POST", P + "/versions/1.0.20/yank", Map.of("reason", "bad", "level", "move")));
        steps.put("unyankVersion", () -> ok("POST", P + "/versions/1.0.20/unyank", null));
        steps.put("setActiveVersion", () -> ok("PUT", P + "/versions/active", Map.of("versionId", "2.0.0")));
        get("getActiveVersion " + P + "/versions/active");
        steps.put("unsetActiveVersion", () -> ok("DELETE", P + "/versions/active", null));
        steps.put(
                "downloadVersion",
                () -> made = ok("GET", P + "/versions/2.0.0/download?redirect=false", null)
                        .path("'package'.url"));
        steps.put("getPackage", () -> assertThat(Uploads.get(made).statusCode()).isEqualTo(200));
    }

    private void releases() {
        String catalog = "/api/v1/catalog/releases/";
        byte[] bytes = {7};
        steps.put("importRelease", () -> {
            Map<String, Object> document = Imports.document(
                    "acme/p", "6.0.0", Imports.artifact("a.txt", bytes, Imports.serve("scaled", bytes)));
            document.put(
                    "dependencies", List.of(Map.of("catalogId", "rel_none", "name", "acme/p", "version", "1.0.20")));
            release = ok("POST", catalog + "project/p/import", document).path("catalogId");
            Imports.send(token, "p", Imports.document("p", "6.0.0")).then().statusCode(200);
            operation = Api.as(token)
                    .header("Prefer", "respond-async")
                    .contentType("application/json")
                    .body(document)
                    .post(catalog + "project/p/import")
                    .path("id");
        });
        steps.put("getImport", () -> await().until(
                        () -> ok("GET", "/api/v1/catalog/imports/" + operation, null)
                                .path("state"),
                        "succeeded"::equals));
        steps.put("getRelease", () -> ok("GET", catalog + release, null));
        steps.put("exportRelease", () -> ok("GET", catalog + release + "/export", null));
        steps.put("getArtifact", () -> Api.as(token)
                .redirects()
                .follow(false)
                .get(catalog + release + "/artifacts/a.txt")
                .then()
                .statusCode(302));
        steps.put("putArtifact", () -> assertThat(Api.as(token)
                        .contentType("application/octet-stream")
                        .body(bytes)
                        .put(catalog + "project/p/artifacts/" + Packages.sha256(bytes))
                        .statusCode())
                .isEqualTo(204));
        steps.put("releaseDraft", () -> ok("POST", catalog + release + "/release", null));
        steps.put(
                "deleteDraft",
                () -> ok(
                        "DELETE",
                        catalog
                                + Imports.send(token, "p", Imports.document("p", "6.0.1"))
                                        .<String>path("catalogId"),
                        null));
    }

    private void uploads() {
        byte[] code = Packages.hello("scaled upload");
        Map<String, Object> wanted = Uploads.of("2.3.0", code);
        wanted.put("base_version_id", "2.0.0");
        steps.put("requestUpload", () -> upload = ok("POST", P + "/versions/upload-url", wanted));
        steps.put("putUpload", () -> assertThat(Uploads.put(upload, "package", code))
                .isEqualTo(204));
        steps.put(
                "confirmUpload",
                () -> ok("POST", P + "/versions/confirm", Uploads.confirmation(upload, "2.3.0", code)));
    }

    private void providers() {
        steps.put("patchProvider", () -> ok("PATCH", P, Map.of("description", "another", "tags", List.of("scaled"))));
        get("getProvider " + P);
        steps.put("shareProvider", () -> ok("POST", P + "/shares", Map.of("organization", "globex")));
        steps.put("unshareProvider", () -> ok("DELETE", P + "/shares?organization=globex", null));
        steps.put("addPublisher", () -> {
            OidcTokens.serve(key);
            Map<String, Object> body = Map.of(
                    "issuer",
                    OidcTokens.issuer(),
                    "repository_id",
                    "1",
                    "workflow",
                    "release.yml",
                    "environment",
                    "production");
            made = ok("POST", P + "/publishers", body).path("id");
        });
        steps.put(
                "exchangeOidcToken",
                () -> ok(
                        RestAssured.given(),
                        "POST",
                        "/auth/oidc/exchange",
                        Map.of("provider", "acme/p", "token", OidcTokens.sign(OidcTokens.claims("1"), key))));
        steps.put("removePublisher", () -> ok("DELETE", P + "/publishers/" + made, null));
        // Who sees it has changed, for so many installations: the work that this leaves is done by steps.
        steps.put("a narrower visibility", () -> {
            ok("PATCH", P, Map.of("visibility", "private"));
            ok("PATCH", P, Map.of("visibility", "public"));
        });
    }

    private void installations() {
        steps.put(
                "installProvider",
                () -> installation = ok(
                                "POST", "/providers/install", Map.of("provider_name", "acme/p", "version", "2.0.0"))
                        .path("id"));
        steps.put("what requires it", () -> {
            Api.release(token, "acme/needs", "1.0.0", Packages.requiring("needs", List.of("acme/p")));
            ok("POST", "/providers/install", Map.of("provider_name", "acme/needs"));
        });
        get("getInstallation " + INSTALLED);
        tell(1, 1, "2.0.0");
        steps.put(
                "changeInstallation",
                () -> ok(
                        "PATCH",
                        INSTALLED,
                        Map.of(
                                "version_range",
                                "^2.0.0",
                                "config",
                                Map.of("GREETING", "hi", "PASSWORD", Map.of("secret", "s")))));
        tell(2, 2, "2.0.0");
        steps.put("upgradeInstallation", () -> ok("POST", INSTALLED + "/upgrade", Map.of("version", "2.1.0")));
        tell(3, 3, "2.1.0");
        steps.put("downgradeInstallation", () -> ok("POST", INSTALLED + "/downgrade", Map.of("version", "2.0.0")));
        tell(4, 4, "2.0.0");
        steps.put("releaseHold", () -> ok("POST", INSTALLED + "/release-hold", null));
        steps.put("rollBackInstallation", () -> ok("POST", INSTALLED + "/rollback", null));
        steps.put("promoteInstallation", () -> {
            Installs.tell("acme/p", Outcomes.available(installation, 5, 6, Outcomes.revision(4, "2.0.0")));
            ok("POST", "/organizations/acme/environments", Map.of("name", "promoted"));
            ok("POST", INSTALLED + "/promote", Map.of("to", "promoted"));
        });
        steps.put("deployInstallation", () -> ok("POST", INSTALLED + "/deploy", null));
        get("getDeployment " + INSTALLED + "/deployment");
        get("getProviderLog " + INSTALLED + "/logs");
        steps.put(
                "outcome with rollouts",
                () -> Installs.tell(
                        "acme/p",
                        Outcomes.with(
                                Outcomes.available(installation, 8, 7, Outcomes.revision(8, "2.0.0")),
                                Outcomes.rollout(5, EVERY_ROLLOUT, "2.1.0", "2.0.0", "succeeded"))));
        get("listRollouts " + INSTALLED + "/history");
        get("explainInstallation " + INSTALLED + "/explain");
        steps.put(
                "explainInstallation of the past",
                () -> ok("GET", INSTALLED + "/explain?rollout=" + EVERY_ROLLOUT, null));
    }

    private void customProviders() {
        steps.put("createCustomProvider", () -> {
            custom = "/custom-providers/"
                    + ok("POST", "/custom-providers", Map.of("name", "scaled-custom"))
                            .<String>path("id");
            ok("DELETE", custom, null);
            String id = ok("GET", "/providers/acme/p", null).path("id");
            custom = "/custom-providers/cpr_" + id.substring("pro_".length());
        });
        steps.put("deleteCustomProvider", () -> {
            // Made and deleted by the step before.
        });
        steps.put("patchCustomProvider", () -> ok("PATCH", custom, Map.of("description", "as a custom one")));
        steps.put("getCustomProvider", () -> ok("GET", custom, null));
        steps.put("createCustomProviderVersion", () -> {
            Map<String, Object> body = Customs.source(token, "acme/p", "2.5.0", Packages.hello("scaled custom"));
            body.put("identifier", "in words");
            Response version = ok("POST", custom + "/versions", body);
            made = version.path("id");
            Api.as(token)
                    .get(custom + "/versions?status=queued&status=deploying&ids=" + made)
                    .then()
                    .statusCode(200);
        });
        steps.put("getCustomProviderVersion", () -> ok("GET", custom + "/versions/" + made, null));
        steps.put("addCustomProviderEnvironment", () -> {
            // acme/p has more than may be added to.
            String other = "/custom-providers/" + Customs.create(token, "scaled-environments");
            ok("POST", other + "/environments", Map.of("name", "e10"));
        });
        steps.put("getCustomProviderEnvironment", () -> ok("GET", custom + "/environments/e10", null));
        steps.put("deployCustomProviderVersion", () -> {
            String version = ok("GET", custom + "/versions?ids=" + made, null).path("items[0].id");
            Response deployed =
                    ok("POST", custom + "/deployments", Map.of("version_id", version, "environment", "e10"));
            made = deployed.path("id");
            ok("GET", custom + "/commits/" + deployed.path("commit.id"), null);
        });
        steps.put("getCustomProviderDeployment", () -> ok("GET", custom + "/deployments/" + made, null));
        steps.put("getCustomProviderDeploymentLog", () -> ok("GET", custom + "/deployments/" + made + "/logs", null));
        steps.put("getCustomProviderCommit", () -> ok("GET", custom + "/commits", null));
        steps.put("commitToCustomProvider", () -> ok("POST", custom + "/commits", Map.of("type", "rollback")));
    }

    private void endings() {
        steps.put("compareServices", () -> {
            Response missed = Api.publish(token, "acme/p", "2.4.0", Packages.hello("missed"));
            List<BuildState> builds = List.of(Api.succeeded(missed, "acme/p", "2.4.0"));
            Api.peerAnswers("/internal/builds?after=&limit=500", EventJson.write(new Slice<>(builds, null)));
            Api.peerAnswers(
                    "/internal/installations?after=&limit=500",
                    EventJson.write(new Slice<>(
                            List.of(Outcomes.available(installation, 9, 7, Outcomes.revision(9, "2.0.0"))), null)));
            Api.peerAnswers(
                    "/internal/installations/" + installation + "/rollouts?after=0&limit=500",
                    EventJson.write(new Slice<>(
                            List.of(Outcomes.rollout(4, EVERY_ROLLOUT.replace("x", "w"), "2.0.0", "2.1.0", "failed")),
                            null)));
            Api.peerAnswers("/internal/resync", "{\"compared\":7,\"changed\":1}");
            ok("POST", "/ops/resync", null);
        });
        for (String list : List.of("versions", "installations")) {
            steps.put("internal " + list, () -> {
                String next = ok(Api.asService(), "GET", "/internal/" + list + "?limit=500", null)
                        .path("next");
                ok(Api.asService(), "GET", "/internal/" + list + "?limit=500&after=" + next, null);
            });
        }
        steps.put("removeInstallation", () -> {
            assertThat(Api.as(token).delete(INSTALLED).statusCode())
                    .as("acme/needs requires it")
                    .isEqualTo(409);
            ok("DELETE", INSTALLED + "?force=true", null);
        });
        steps.put("deleteProvider", () -> ok("DELETE", "/providers/acme/d", null));
        steps.put("removeMember", () -> {
            String other = ok("POST", "/organizations/acme/members", Map.of("name", "Bob", "role", "viewer"))
                    .path("user_id");
            ok("POST", "/organizations/acme/tokens", Map.of("name", "b", "scopes", List.of("read"), "user_id", other));
            ok("DELETE", "/organizations/acme/members/" + other, null);
        });
    }

    private void tell(int sequence, int generation, String version) {
        steps.put(
                "outcome " + sequence,
                () -> Installs.tell(
                        "acme/p",
                        Outcomes.available(installation, sequence, generation, Outcomes.revision(sequence, version))));
    }

    private void fail(String version) {
        Response published = Api.publish(token, "acme/p", version, Packages.hello(version));
        BuildState build = Api.failed(published, "acme/p", version);
        Kafka.send(new BuildEvent.BuildFailed(build), build);
        Api.awaitStatus("acme/p", version, "failed");
    }

    /** @param route operation and path */
    private void get(String route) {
        int space = route.indexOf(' ');
        steps.put(route.substring(0, space), () -> ok("GET", route.substring(space + 1), null));
    }

    private Response ok(String method, String path, Map<String, ?> body) {
        return ok(Api.as(token), method, path, body);
    }

    private static Response ok(RequestSpecification request, String method, String path, Map<String, ?> body) {
        if (body != null) {
            boolean patch = method.equals("PATCH") && path.startsWith("/providers/installed/");
            request.contentType(patch ? "application/merge-patch+json" : "application/json")
                    .body(new HashMap<>(body));
        }
        if (method.equals("POST") && !path.startsWith("/auth/") && !path.contains("/resync")) {
            request.header("Idempotency-Key", "scale-" + path + "-" + System.nanoTime());
        }
        Response answer = request.request(method, path);
        assertThat(answer.statusCode())
                .as("%s %s %s: %s", method, path, body, answer.asString())
                .isBetween(200, 299);
        return answer;
    }

    private static PublicJsonWebKey key() {
        try {
            PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("scale");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
