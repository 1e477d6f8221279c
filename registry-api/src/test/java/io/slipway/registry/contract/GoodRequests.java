package io.slipway.registry.contract;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.restassured.response.Response;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.custom.Customs;
import io.slipway.registry.release.Imports;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.OidcTokens;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Uploads;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/** For each operation a request that succeeds, with one exception: what it needs is made anew each time. */
final class GoodRequests {
    /** These succeed once in the life of a registry: theirs is refused, for a secret that is wrong. */
    static final Set<String> REFUSED = Set.of("bootstrapRegistry");

    private final World world;
    private final PublicJsonWebKey key = key();
    private final Map<String, Supplier<GoodRequest>> makers = new HashMap<>();

    GoodRequests(World world) {
        this.world = world;
        OidcTokens.serve(key);
        ofOrganizations();
        ofProviders();
        ofVersions();
        ofUploads();
        ofInstallations();
        ofReleases();
        ofCustomProviders();
    }

    GoodRequest next(ApiOperation operation) {
        Supplier<GoodRequest> maker = makers.get(operation.id());
        if (maker == null) {
            throw new AssertionError("say in GoodRequests what succeeds for " + operation.id());
        }
        GoodRequest good = maker.get();
        Map.of("org", world.name(), "name", World.PROVIDER, "version", "1.0.0").forEach((name, value) -> {
            if (operation.path().contains("{" + name + "}")) {
                good.path().putIfAbsent(name, value);
            }
        });
        return good;
    }

    private void ofOrganizations() {
        List.of("getCaller", "getOrganization").forEach(id -> makers.put(id, GoodRequest::new));
        List.of(
                        "listOrganizations",
                        "listMembers",
                        "listEnvironments",
                        "listTokens",
                        "listAuditEntries",
                        "listProviders")
                .forEach(id -> makers.put(id, GoodRequests::list));
        makers.put("compareServices", GoodRequest::new);
        makers.put("createOrganization", () -> body(Map.of("name", world.name() + "-" + world.next())));
        makers.put("createEnvironment", () -> body(Map.of("name", "e-" + world.next())));
        List.of("getEnvironment", "deleteEnvironment")
                .forEach(id -> makers.put(id, () -> new GoodRequest().at("environment", world.environment())));
        makers.put("addMember", () -> body(Map.of("name", "Ada " + world.next(), "role", "viewer")));
        makers.put("setMemberRole", () -> body(Map.of("role", "operator")).at("user_id", world.member()));
        makers.put("removeMember", () -> new GoodRequest().at("user_id", world.member()));
        makers.put("createToken", () -> body(Map.of("name", "ci " + world.next(), "scopes", List.of("read"))));
        makers.put("revokeToken", () -> new GoodRequest().at("token_id", world.issuedToken()));
        makers.put("exchangeOidcToken", this::exchange);
        makers.put(
                "bootstrapRegistry",
                () -> body(Map.of("secret", "wrong".repeat(8), "name", "first-" + world.next(), "owner_name", "Ada")));
    }

    private void ofProviders() {
        List.of("listShares", "listPublishers", "listVersions").forEach(id -> makers.put(id, GoodRequests::list));
        makers.put("getProvider", GoodRequest::new);
        makers.put("patchProvider", () -> body(Map.of("description", "Greets.", "tags", List.of("demo"))));
        makers.put("deleteProvider", () -> new GoodRequest().at("name", world.unused()));
        makers.put("addPublisher", () -> body(World.publisherOf("" + world.next())));
        makers.put("removePublisher", () -> new GoodRequest().at("publisher_id", world.publisher("" + world.next())));
        makers.put("shareProvider", () -> body(Map.of("organization", World.OTHER)));
        makers.put("unshareProvider", () -> new GoodRequest().with("organization", world.shared()));
    }

    private void ofVersions() {
        List.of("getVersion", "getLineage", "getBuildLog", "unyankVersion")
                .forEach(id -> makers.put(id, GoodRequest::new));
        makers.put("downloadVersion", () -> new GoodRequest().with("redirect", "false"));
        makers.put("publishVersion", this::publish);
        makers.put("cancelVersion", () -> new GoodRequest().at("version", world.building()));
        makers.put("retryVersion", () -> new GoodRequest().at("version", world.failed()));
        makers.put("deleteVersion", () -> new GoodRequest().at("version", world.failed()));
        makers.put("yankVersion", () -> body(Map.of("reason", "It leaks.", "level", "hide"))
                .at("version", "1.2.0"));
        makers.put("deprecateVersion", () -> body(Map.of("message", "Old.", "successor", "1.1.0")));
        makers.put("setActiveVersion", () -> body(Map.of("versionId", "1.0.0")));
        for (String id : List.of("getActiveVersion", "unsetActiveVersion")) {
            makers.put(id, () -> {
                world.active();
                return new GoodRequest();
            });
        }
    }

    private void ofUploads() {
        makers.put("requestUpload", () -> body(Uploads.of("3.0." + world.next(), world.code())));
        makers.put("confirmUpload", this::confirm);
        makers.put("putUpload", () -> {
            byte[] code = world.code();
            String url = Uploads.request(world.token(), world.provider(), Uploads.of("3.0." + world.next(), code))
                    .path("'package'.url");
            return new GoodRequest().signed(url, "file", "upload_id").bytes(code);
        });
        makers.put("getPackage", () -> {
            String url = Api.as(world.token())
                    .get("/providers/" + world.provider() + "/versions/1.0.0/download?redirect=false")
                    .path("'package'.url");
            return new GoodRequest().signed(url, "file", "sha256");
        });
    }

    private void ofReleases() {
        String project = world.provider();
        makers.put("listReleases", () -> list().at("projectIdentifier", project));
        makers.put("importRelease", () -> body(Imports.document(project, "8.0." + world.next()))
                .at("projectIdentifier", project));
        makers.put("getImport", () -> new GoodRequest().at("import_id", world.importing()));
        makers.put("putArtifact", () -> {
            byte[] code = world.code();
            return new GoodRequest()
                    .at("projectIdentifier", project)
                    .at("sha256", Packages.sha256(code))
                    .bytes(code);
        });
        for (String id : List.of("getRelease", "exportRelease", "releaseDraft", "deleteDraft")) {
            makers.put(id, () -> new GoodRequest().at("catalog_id", world.draft()));
        }
        makers.put(
                "getArtifact",
                () -> new GoodRequest().at("catalog_id", world.draft()).at("artifact", "a.txt"));
    }

    private void ofInstallations() {
        makers.put("listInstallations", GoodRequests::list);
        makers.put(
                "installProvider",
                () -> body(Map.of(
                        "provider_name",
                        world.provider(),
                        "version",
                        "1.0.0",
                        "upgrade_policy",
                        "auto",
                        "config",
                        Map.of("GREETING", "hi"),
                        "environment",
                        world.environment())));
        for (String id : List.of(
                "getInstallation",
                "removeInstallation",
                "deployInstallation",
                "getDeployment",
                "getProviderLog",
                "listRollouts",
                "explainInstallation",
                "releaseHold")) {
            makers.put(id, () -> new GoodRequest().with("environment", world.installed("1.0.0")));
        }
        makers.put(
                "changeInstallation", () -> body(Map.of("upgrade_policy", "auto", "config", Map.of("GREETING", "hi")))
                        .with("environment", world.installed("1.0.0")));
        makers.put(
                "promoteInstallation", () -> body(Map.of("to", world.environment(), "config", Map.of("GREETING", "hi")))
                        .with("environment", world.serving("1.0.0")));
        Map.of("upgradeInstallation", "1.1.0", "downgradeInstallation", "1.0.0", "rollBackInstallation", "1.0.0")
                .forEach((id, to) -> makers.put(id, () -> body(Map.of("version", to))
                        .with("environment", world.installed(to.equals("1.1.0") ? "1.0.0" : "1.1.0"))));
    }

    private void ofCustomProviders() {
        makers.put("listCustomProviders", GoodRequests::list);
        makers.put(
                "createCustomProvider", () -> body(Map.of("name", "custom-" + world.next(), "visibility", "private")));
        makers.put(
                "deleteCustomProvider", () -> custom(new GoodRequest().at("custom_provider_id", world.emptyCustom())));
        makers.put(
                "patchCustomProvider", () -> custom(body(Map.of("description", "Greets.", "tags", List.of("demo")))));
        makers.put("getCustomProvider", () -> custom(new GoodRequest()));
        List.of(
                        "listCustomProviderVersions",
                        "listCustomProviderEnvironments",
                        "listCustomProviderDeployments",
                        "listCustomProviderCommits")
                .forEach(id -> makers.put(id, () -> custom(list())));
        makers.put(
                "getCustomProviderVersion",
                () -> custom(new GoodRequest().at("custom_provider_version_id", world.customVersion())));
        makers.put("createCustomProviderVersion", () -> custom(body(customVersion())));
        makers.put("addCustomProviderEnvironment", () -> custom(body(Map.of("name", world.environment()))));
        makers.put(
                "getCustomProviderEnvironment",
                () -> custom(new GoodRequest().at("environment", world.customEnvironment())));
        makers.put(
                "deployCustomProviderVersion",
                () -> custom(body(Map.of(
                        "version_id",
                        world.customVersion(),
                        "environment",
                        world.customEnvironment(),
                        "message",
                        "Go"))));
        makers.put(
                "commitToCustomProvider",
                () -> custom(body(Map.of(
                        "type",
                        "merge",
                        "version_id",
                        world.customVersion(),
                        "environment",
                        world.customEnvironment(),
                        "message",
                        "Go"))));
        for (String id : List.of("getCustomProviderDeployment", "getCustomProviderDeploymentLog")) {
            makers.put(
                    id,
                    () -> custom(new GoodRequest()
                            .at("deployment_id", world.deployed().path("id"))));
        }
        makers.put(
                "getCustomProviderCommit",
                () -> custom(new GoodRequest().at("commit_id", world.deployed().path("commit.id"))));
    }

    private GoodRequest custom(GoodRequest request) {
        request.path().putIfAbsent("custom_provider_id", world.custom());
        return request;
    }

    private Map<String, Object> customVersion() {
        int next = world.next();
        Map<String, Object> body = Customs.source(world.token(), world.provider(), "5.0." + next, world.code());
        body.put("config", Map.of("schema", Map.of("type", "object"), "transformer", "$"));
        body.put("identifier", "v5.0." + next);
        body.put("environments", List.of());
        body.put("message", "Faster");
        return body;
    }

    private static GoodRequest list() {
        return new GoodRequest().with("limit", "2").with("order", "asc");
    }

    private static GoodRequest body(Map<String, ?> body) {
        return new GoodRequest().json(body);
    }

    private GoodRequest exchange() {
        String token = OidcTokens.sign(OidcTokens.claims(world.trusted()), key);
        return body(Map.of("token", token, "provider", world.provider()));
    }

    private GoodRequest publish() {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        Map.of(
                        "version",
                        "4.0." + world.next(),
                        "changelog",
                        "Says hello.",
                        "display_name",
                        "Hello",
                        "description",
                        "Greets whoever asks.",
                        "tags",
                        "[\"demo\"]",
                        "icon_url",
                        "https://example.com/icon.png")
                .forEach((name, text) -> parts.put(name, text.getBytes(StandardCharsets.UTF_8)));
        parts.put("code", world.code());
        return new GoodRequest().form(parts);
    }

    private GoodRequest confirm() {
        byte[] code = world.code();
        String version = "3.0." + world.next();
        Response requested = Uploads.request(world.token(), world.provider(), Uploads.of(version, code));
        Uploads.put(requested, "package", code);
        return body(Uploads.confirmation(requested, version, code));
    }

    private static PublicJsonWebKey key() {
        try {
            PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("of-good-requests");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
