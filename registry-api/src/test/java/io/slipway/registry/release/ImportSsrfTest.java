package io.slipway.registry.release;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.TestNames;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/**
 * What a document may not make the registry do, by all that it names: artifacts, images and icons. {@code HERE} is a server
 * inside that nobody may reach.
 */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(
        value = Setup.class,
        initArgs = {
            @ResourceArg(name = "slipway.imports.connect-timeout", value = "1s"),
            @ResourceArg(name = "slipway.imports.read-timeout", value = "2s"),
            @ResourceArg(name = "slipway.imports.fetch-timeout", value = "3s")
        })
class ImportSsrfTest {
    private static final byte[] CODE = Packages.hello("ssrf corpus");
    private static final String CATALOG = "/api/v1/catalog/releases/";

    /** Hosts that the URL itself shows to be none: as it is read, or as the address that it is. */
    private static final List<String> REFUSED = List.of(
            "127.0.0.1:HERE", // IPv4 loopback
            "127.255.255.254:HERE",
            "0.0.0.0:HERE", // the kernel connects to itself
            "10.0.0.1", // private
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254", // link-local: the metadata of clouds
            "100.64.0.1", // carrier-grade NAT
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "[::1]:HERE", // IPv6 loopback
            "[::]:HERE",
            "[fe80::1]", // link-local
            "[fd00::1]", // unique local
            "[fec0::1]",
            "[ff02::1]",
            "[::ffff:127.0.0.1]:HERE", // mapped
            "[::ffff:7f00:1]:HERE",
            "[::ffff:169.254.169.254]",
            "[::127.0.0.1]:HERE",
            "[64:ff9b::10.0.0.1]",
            "[2002:7f00:1::1]",
            "[2001:db8::1]",
            "[2606:4700::5efe:a00:1]",
            "2130706433:HERE", // decimal
            "2852039166",
            "0177.0.0.1:HERE", // octal
            "017700000001:HERE",
            "0x7f000001:HERE", // hexadecimal
            "0x7f.0.0.1:HERE",
            "127.1:HERE", // short
            "127.0.0.1.:HERE");

    /** Names, of which nobody is told whether they are known inside. */
    private static final List<String> NAMES =
            List.of("localhost:HERE", "nobody.rebind.test", "inside.rebind.test:HERE");

    private static ServerSocket inside;
    private static final AtomicInteger CONNECTIONS = new AtomicInteger();

    @BeforeAll
    static void listen() throws IOException {
        inside = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        TestNames.called("inside", "127.0.0.1");
        Thread.ofVirtual().start(() -> {
            while (!inside.isClosed()) {
                try (Socket _ = inside.accept()) {
                    CONNECTIONS.incrementAndGet();
                } catch (IOException _) {
                    return;
                }
            }
        });
    }

    @AfterAll
    static void close() throws IOException {
        inside.close();
    }

    @Test
    void noArtifactIsFetchedFromInside() {
        List<String> urls = Stream.concat(REFUSED.stream(), NAMES.stream())
                .map(host -> "https://" + here(host) + "/a")
                .toList();
        Response answer = imported("ssrf-artifacts", urls);

        answer.then().statusCode(200).body("warnings", hasSize(urls.size()));
        List<Map<String, String>> warnings = answer.path("warnings");
        assertThat(warnings).allSatisfy(warning -> {
            assertThat(warning.get("message")).contains("The URL is refused");
            assertThat(warning.get("actualSha256")).isNull();
        });
        assertThat(warnings.subList(REFUSED.size(), urls.size()))
                .extracting(warning -> warning.get("message"))
                .as("one answer for all names")
                .containsOnly(warnings.getLast().get("message"));
        assertThat(CONNECTIONS).hasValue(0);
    }

    @Test
    void noRedirectLeadsInside() {
        List<String> targets = Stream.concat(REFUSED.stream(), NAMES.stream())
                .flatMap(host -> Stream.of("https://", "http://").map(scheme -> scheme + here(host) + "/a"))
                .toList();
        List<String> urls = Stream.concat(targets.stream(), Stream.of("file:///etc/passwd", "//127.0.0.1:" + port()))
                .map(target -> hostile("redirect?" + URLEncoder.encode(target, UTF_8)))
                .toList();
        Response answer = imported("ssrf-redirects", urls);

        answer.then().statusCode(200).body("warnings", hasSize(urls.size()));
        assertThat(answer.<List<String>>path("warnings.message"))
                .allSatisfy(message -> assertThat(message).contains("The URL is refused"));
        assertThat(CONNECTIONS).hasValue(0);
    }

    /** Public when it is checked, inside when it would be looked up again to connect. */
    @Test
    void aNameIsNotLookedUpASecondTimeToConnect() throws IOException {
        String known = TestNames.called("known", "192.0.2.1", "127.0.0.1");
        assertThat(InetAddress.getByName(known)).isNotEqualTo(InetAddress.getByName(known));
        String host = TestNames.called("turns", "192.0.2.1", "127.0.0.1");
        String later = TestNames.called("turns-later", "93.184.216.34", "127.0.0.1");
        Response answer = imported(
                "ssrf-rebinding", List.of("https://" + host + ":" + port(), "https://" + later + ":" + port()));

        answer.then().statusCode(200).body("warnings", hasSize(2));
        assertThat(CONNECTIONS).hasValue(0);
        assertThat(TestNames.lookups(host)).as("once for each of two attempts").isEqualTo(2);
        assertThat(TestNames.lookups(later)).as("once for each of two attempts").isEqualTo(2);
    }

    /** The organization's further imports wait for none of these for longer than the operator allows. */
    @Test
    void slowAndEndlessBodiesAreCutOff() {
        long begun = System.nanoTime();
        List<String> urls = new ArrayList<>(List.of(hostile("endless"), hostile("slow"), hostile("silent")));
        urls.add(hostile("redirect?" + URLEncoder.encode(hostile("endless"), UTF_8)));
        Response answer = imported("ssrf-endless", urls);

        answer.then().statusCode(200).body("warnings", hasSize(4));
        assertThat(answer.<List<String>>path("warnings.message"))
                .satisfiesExactly(
                        endless -> assertThat(endless).contains("more than " + CODE.length + " bytes"),
                        slow -> assertThat(slow).containsAnyOf("not complete", "in time"),
                        silent -> assertThat(silent).containsAnyOf("not complete", "in time"),
                        redirected -> assertThat(redirected).contains("more than " + CODE.length + " bytes"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void redirectsWithoutAnEndAreLeft() {
        imported("ssrf-turning", List.of(hostile("turn")))
                .then()
                .statusCode(200)
                .body("warnings[0].message", containsString("more than 5 redirects"));
    }

    @Test
    void noImageIsLookedForInside() {
        List<String> references = Stream.concat(REFUSED.stream(), NAMES.stream())
                .map(ImportSsrfTest::here)
                // Docker takes what has neither dot nor port for a name on its own hub, and allows no name that ends in
                // a dot.
                .filter(host -> host.contains(":") || host.contains("."))
                .filter(host -> !host.startsWith("127.0.0.1."))
                .map(host -> host + "/team/app:1.0")
                .toList();
        Map<String, Object> document = Imports.document("ssrf-images", "1.0.0");
        document.put(
                "dockerImages",
                references.stream()
                        .map(reference -> Map.of("name", "app", "imageUrl", reference))
                        .toList());
        Response answer = Imports.send(Tokens.ACME, "ssrf-images", document);

        answer.then().statusCode(200).body("warnings", hasSize(0));
        Response release = Api.as(Tokens.ACME).get(CATALOG + answer.path("catalogId"));
        release.then().statusCode(200).body("verified", equalTo(false));
        assertThat(release.<List<String>>path("dockerImages.message"))
                .hasSameSizeAs(references)
                .allSatisfy(message -> assertThat(message).contains("refused"));
        assertThat(CONNECTIONS).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"release", "publish", "patch"})
    void noIconIsInside(String way) {
        List<String> taken = new ArrayList<>();
        List<String> icons = Stream.concat(REFUSED.stream(), Stream.of("localhost:HERE", "x.localhost"))
                .map(host -> "https://" + here(host) + "/icon.png")
                .toList();
        if (way.equals("patch")) {
            Api.release("acme/ssrf-icons", "1.0.0");
        }
        for (String icon : way.equals("release") ? icons.subList(0, 3) : icons) {
            Response answer =
                    switch (way) {
                        case "release" -> released(icon);
                        case "publish" ->
                            Api.as(Tokens.ACME)
                                    .multiPart("code", "package.tar.gz", CODE, "application/gzip")
                                    .multiPart("version", "1.0.0")
                                    .multiPart("icon_url", icon)
                                    .post("/providers/acme/ssrf-icon/publish");
                        default ->
                            Api.as(Tokens.ACME)
                                    .contentType("application/merge-patch+json")
                                    .body(Map.of("icon_url", icon))
                                    .patch("/providers/acme/ssrf-icons");
                    };
            if (answer.statusCode() != 422) {
                taken.add(icon + " → " + answer.statusCode());
            }
        }
        assertThat(taken).isEmpty();
        assertThat(CONNECTIONS).hasValue(0);
    }

    private static Response released(String icon) {
        Map<String, Object> artifact = Imports.artifact("a.tar.gz", CODE, Imports.serve("ssrf-icon", CODE));
        artifact.put("metadata", Map.of("slipway", Map.of("role", "package", "icon_url", icon)));
        Response draft =
                Imports.send(Tokens.ACME, "ssrf-icon-draft", Imports.document("ssrf-icon-draft", "1.0.0", artifact));
        draft.then().statusCode(200).body("warnings", hasSize(0));
        return Imports.release(Tokens.ACME, draft.path("catalogId"));
    }

    /** Each under a digest of its own, so that each is asked for. */
    private static Response imported(String project, List<String> urls) {
        Map<String, Object> document = Imports.document(project, "1.0.0");
        List<Map<String, Object>> artifacts = new ArrayList<>();
        for (String url : urls) {
            Map<String, Object> artifact = new HashMap<>(Imports.artifact("a" + artifacts.size(), CODE, url));
            artifact.put("sha256", Packages.sha256((project + artifacts.size()).getBytes(UTF_8)));
            artifacts.add(artifact);
        }
        document.put("artifacts", artifacts);
        return Imports.send(Tokens.ACME, project, document);
    }

    private static String here(String host) {
        return host.replace("HERE", "" + port());
    }

    private static int port() {
        return inside.getLocalPort();
    }

    private static String hostile(String what) {
        return Api.config("slipway.build-orchestrator.url") + "/open/hostile/" + what;
    }
}
