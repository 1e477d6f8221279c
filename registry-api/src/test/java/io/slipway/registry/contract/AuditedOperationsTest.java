package io.slipway.registry.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.slipway.apicheck.ApiOperation;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.registry.custom.Customs;
import io.slipway.registry.installation.Installs;
import io.slipway.registry.installation.Outcomes;
import io.slipway.registry.release.Imports;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.OidcTokens;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each operation that changes something is done once, and the audit log tells of it and of who did it. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class AuditedOperationsTest {
    private static final Map<String, String> NOT_NOTED = Map.of(
            "putUpload", "a signed URL says nothing of who uses it; the request for it and its confirmation are noted",
            "putArtifact", "bytes alone are nothing; the import that names them is noted",
            "compareServices", "it changes nothing by itself: what was missed is noted as what it is",
            "bootstrapRegistry", "once in a registry, before there is anybody: BootstrapTest has its entries");

    private static final String PROVIDER = "acme/audited-steps";
    private static final String VERSIONS = "/providers/" + PROVIDER + "/versions";
    private static final String INSTALLED = "/providers/installed/" + PROVIDER;
    private static final String MEMBERS = "/organizations/acme/members";
    private static final String ENVIRONMENTS = "/organizations/acme/environments";
    private static final String TOKENS = "/organizations/acme/tokens";
    private static final String PUBLISHERS = "/providers/" + PROVIDER + "/publishers";

    private String acme;
    private final List<String> faults = new ArrayList<>();
    private final TreeSet<String> done = new TreeSet<>();
    private final TreeSet<String> actions = new TreeSet<>();

    @Test
    void everyChangeIsNotedWithWhoMadeIt() throws JoseException, IOException {
        acme = Api.as(Tokens.ACME).get("/organizations/me").path("actor");
        identities();
        publishers();
        versions();
        uploads();
        releases();
        installations();
        customProviders();
        deletions();

        assertThat(faults).isEmpty();
        assertThat(Stream.concat(done.stream(), NOT_NOTED.keySet().stream()).toList())
                .as("a new operation that changes something is done here, or has a reason")
                .containsExactlyInAnyOrderElementsOf(ContractFilter.contract().operations().stream()
                        .filter(operation -> !operation.method().equals("GET"))
                        .map(ApiOperation::id)
                        .toList());
        String page = Files.readString(GeneratedDocument.DOCS.resolve("access.md"));
        assertThat(actions).allSatisfy(action -> assertThat(page).contains("`" + action + "`"));
    }

    private void identities() {
        Response founded = post("/organizations", Map.of("name", "audited-steps"));
        founded.then().statusCode(201);
        noted("createOrganization", "organization.created", acme, founded.path("token"), "");

        String ada = changes("addMember", "member.added", () -> post(MEMBERS, Map.of("name", "Ada", "role", "viewer")))
                .path("user_id");
        changes("setMemberRole", "member.role_changed", () -> json(Map.of("role", "publisher"))
                .patch(MEMBERS + "/" + ada));
        changes("importRelease", "release.imported", () -> draft("9.0.0"));
        changes(
                "releaseDraft",
                "release.released",
                () -> Imports.release(Tokens.ACME, draft("9.0.1").path("catalogId")));
        changes(
                "deleteDraft",
                "release.deleted",
                () -> delete("/api/v1/catalog/releases/" + draft("9.0.2").path("catalogId")));
        changes("createEnvironment", "environment.created", () -> post(ENVIRONMENTS, Map.of("name", "audited")));
        changes("deleteEnvironment", "environment.deleted", () -> delete(ENVIRONMENTS + "/audited"));
        String token = changes(
                        "createToken",
                        "token.created",
                        () -> post(TOKENS, Map.of("name", "ada", "scopes", List.of("read"), "user_id", ada)))
                .path("id");
        changes("revokeToken", "token.revoked", () -> delete(TOKENS + "/" + token));
        changes("removeMember", "member.removed", () -> delete(MEMBERS + "/" + ada));
    }

    private void publishers() throws JoseException {
        PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId("audited");
        OidcTokens.serve(key);
        Map<String, Object> trusted =
                Map.of("issuer", OidcTokens.issuer(), "repository_id", "777", "workflow", "release.yml");
        String publisher = changes("addPublisher", "publisher.added", () -> post(PUBLISHERS, trusted))
                .path("id");
        String job = OidcTokens.sign(OidcTokens.claims("777"), key);
        changes(
                "exchangeOidcToken",
                "token.created",
                "workflow:" + publisher,
                () -> post("/auth/oidc/exchange", Map.of("provider", PROVIDER, "token", job)));
        changes("removePublisher", "publisher.removed", () -> delete(PUBLISHERS + "/" + publisher));
    }

    private void versions() {
        changes("publishVersion", "version.published", () -> publish("1.0.0"));
        changes("cancelVersion", "version.failed", () -> post(VERSIONS + "/1.0.0/cancel"));
        release("1.0.0", changes("retryVersion", "version.published", () -> post(VERSIONS + "/1.0.0/retry")));
    }

    private void uploads() {
        byte[] code = Packages.hello("audited upload");
        Response requested = changes(
                "requestUpload",
                "upload.requested",
                () -> Uploads.request(Tokens.ACME, PROVIDER, Uploads.of("1.1.0", code)));
        assertThat(Uploads.put(requested, "package", code)).isEqualTo(204);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.1.0", code);
        release(
                "1.1.0",
                changes(
                        "confirmUpload",
                        "version.published",
                        () -> Uploads.confirm(Tokens.ACME, PROVIDER, confirmation)));
    }

    private void releases() {
        Map<String, Object> yank = Map.of("reason", "it leaks", "level", "hide");
        changes("setActiveVersion", "version.changed", () -> json(Map.of("versionId", "1.0.0"))
                .put(VERSIONS + "/active"));
        changes("unsetActiveVersion", "version.changed", () -> delete(VERSIONS + "/active"));
        changes("yankVersion", "version.changed", () -> post(VERSIONS + "/1.1.0/yank", yank));
        changes("unyankVersion", "version.changed", () -> post(VERSIONS + "/1.1.0/unyank"));
        changes(
                "deprecateVersion",
                "version.changed",
                () -> post(VERSIONS + "/1.0.0/deprecate", Map.of("message", "use 1.1.0")));
        changes("patchProvider", "provider.changed", () -> json(Map.of("description", "audited"))
                .patch("/providers/" + PROVIDER));
        String shares = "/providers/" + PROVIDER + "/shares";
        changes("shareProvider", "provider.shared", () -> post(shares, Map.of("organization", "globex")));
        changes("unshareProvider", "provider.unshared", () -> delete(shares + "?organization=globex"));
    }

    private void installations() {
        String upgraded = "installation.upgrade_requested";
        String changed = "installation.changed";
        String id = changes(
                        "installProvider",
                        "installation.requested",
                        () -> Installs.install(
                                Map.of("provider_name", PROVIDER, "version", "1.0.0", "upgrade_policy", "auto")))
                .path("id");
        Installs.tell(PROVIDER, Outcomes.available(id, 2, 1, Outcomes.revision(1, "1.0.0")));
        changes("upgradeInstallation", upgraded, () -> post(INSTALLED + "/upgrade", Map.of("version", "1.1.0")));
        changes("downgradeInstallation", upgraded, () -> post(INSTALLED + "/downgrade", Map.of("version", "1.0.0")));
        post(ENVIRONMENTS, Map.of("name", "audited")).then().statusCode(201);
        Installs.tell(PROVIDER, Outcomes.available(id, 3, 3, Outcomes.revision(3, "1.0.0")));
        changes(
                "promoteInstallation",
                "installation.requested",
                () -> post(INSTALLED + "/promote", Map.of("to", "audited")));
        changes("releaseHold", changed, () -> post(INSTALLED + "/release-hold"));
        changes("changeInstallation", changed, () -> json(Map.of("upgrade_policy", "manual"))
                .patch(INSTALLED));
        changes("deployInstallation", upgraded, () -> post(INSTALLED + "/deploy"));
        post(INSTALLED + "/upgrade", Map.of("version", "1.1.0"));
        changes("rollBackInstallation", upgraded, () -> post(INSTALLED + "/rollback"));
        changes("removeInstallation", "installation.uninstall_requested", () -> delete(INSTALLED));
    }

    private void customProviders() {
        String customs = "/custom-providers";
        String gone = customs + "/"
                + changes(
                                "createCustomProvider",
                                "provider.created",
                                () -> post(customs, Map.of("name", "audited-gone-2")))
                        .path("id");
        changes("patchCustomProvider", "provider.changed", () -> json(Map.of("description", "audited"))
                .patch(gone));
        changes("deleteCustomProvider", "provider.deleted", () -> delete(gone));
        String custom =
                customs + "/" + post(customs, Map.of("name", "audited-custom")).path("id");
        changes(
                "addCustomProviderEnvironment",
                "custom_environment.created",
                () -> post(custom + "/environments", Map.of("name", "default")));
        Map<String, Object> source =
                Customs.source(Tokens.ACME, "acme/audited-custom", "1.0.0", Packages.hello("audited custom"));
        String version = changes(
                        "createCustomProviderVersion", "version.published", () -> post(custom + "/versions", source))
                .path("id");
        Map<String, Object> wanted = Map.of("version_id", version);
        changes(
                "deployCustomProviderVersion",
                "custom_deployment.requested",
                () -> post(custom + "/deployments", wanted));
        changes(
                "commitToCustomProvider",
                "custom_deployment.requested",
                () -> post(custom + "/commits", Map.of("type", "merge", "version_id", version)));
    }

    private void deletions() {
        publish("1.2.0").then().statusCode(202);
        post(VERSIONS + "/1.2.0/cancel").then().statusCode(200);
        changes("deleteVersion", "version.changed", () -> delete(VERSIONS + "/1.2.0"));
        Api.publish(Tokens.ACME, "acme/audited-gone", "1.0.0", Packages.hello("gone"))
                .then()
                .statusCode(202);
        changes("deleteProvider", "provider.deleted", () -> delete("/providers/acme/audited-gone"));
    }

    private Response changes(String operation, String action, Supplier<Response> call) {
        return changes(operation, action, acme, call);
    }

    private Response changes(String operation, String action, String actor, Supplier<Response> call) {
        String before = Api.as(Tokens.ACME).get("/audit?limit=1").path("items[0].id");
        Response answer = call.get();
        assertThat(answer.statusCode())
                .as("%s: %s", operation, answer.asString())
                .isBetween(200, 299);
        noted(operation, action, actor, Tokens.ACME, "&after=" + before);
        return answer;
    }

    /** One entry; what others do meanwhile, such as the builder, is theirs. @param log a token of its organization */
    private void noted(String operation, String action, String actor, String log, String since) {
        done.add(operation);
        actions.add(action);
        Response entries = Api.as(log).get("/audit?limit=100&order=asc" + since);
        List<Map<String, Object>> items = entries.path("items");
        long matching = items.stream()
                .filter(entry -> actor.equals(entry.get("actor")) && action.equals(entry.get("action")))
                .count();
        if (matching != 1) {
            faults.add(operation + ": " + matching + " entries of " + action + " by " + actor + " among "
                    + items.stream()
                            .map(entry -> entry.get("action") + " by " + entry.get("actor"))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static Response publish(String version) {
        return Api.publish(Tokens.ACME, PROVIDER, version, Packages.hello("audited " + version));
    }

    /** The build that the answer tells of succeeds. */
    private static void release(String version, Response building) {
        BuildState build = Api.succeeded(building, PROVIDER, version);
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus(PROVIDER, version, "published");
    }

    private static RequestSpecification json(Map<String, Object> body) {
        return Api.as(Tokens.ACME).contentType("application/json").body(new HashMap<>(body));
    }

    private static Response post(String path, Map<String, Object> body) {
        return json(body).post(path);
    }

    private static Response post(String path) {
        return Api.as(Tokens.ACME).post(path);
    }

    private static Response delete(String path) {
        return Api.as(Tokens.ACME).delete(path);
    }

    private static Response draft(String version) {
        return Imports.send(Tokens.ACME, "audited", Imports.document("audited", version));
    }
}
