package io.slipway.registry.upload;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.providerpackage.HostileArchives;
import io.slipway.providerpackage.HostileArchives.Archive;
import io.slipway.providerpackage.PackageLimits;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

/** What each hostile archive gets when it is published: an answer that names what is wrong, and nothing is kept of it. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class HostileArchivesTest {
    private static final String PROVIDER = "acme/hostile-archive";
    /** Doubles nine times: a few hundred bytes that mean a gigabyte. */
    private static final String LAUGHS = """
            a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
            """;

    /** By which an archive comes in. */
    enum Way {
        FORM("code") {
            @Override
            Response publish(byte[] archive) {
                return Api.publish(Tokens.ACME, PROVIDER, "1.0.0", archive);
            }
        },
        TWO_STEPS("/storage_path") {
            @Override
            Response publish(byte[] archive) {
                return Uploads.publish(PROVIDER, "1.0.0", archive);
            }
        };

        private final String field;

        Way(String field) {
            this.field = field;
        }

        abstract Response publish(byte[] archive);
    }

    static Stream<Arguments> archives() {
        List<Archive> archives = Stream.concat(
                        HostileArchives.all(PackageLimits.DEFAULT), Stream.of(HostileArchives.withoutManifest()))
                .toList();
        assertThat(archives).hasSizeGreaterThanOrEqualTo(40);
        return archives.stream().flatMap(archive -> Stream.of(Way.values()).map(way -> Arguments.of(archive, way)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("archives")
    void isRefused(Archive archive, Way way) throws Exception {
        List<Path> kept = BlobFiles.now().kept();

        way.publish(archive.bytes())
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_package"))
                .body("errors[0].field", equalTo(way.field))
                .body("errors[0].message", startsWith(archive.code() + ": "));

        nothingIsLeft(kept);
    }

    static Stream<Arguments> manifests() {
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("no mapping", "- 1\n"),
                Arguments.of("aliases that multiply", LAUGHS),
                Arguments.of("a key twice", "runtime: java25\nruntime: static\n"),
                Arguments.of("two documents", "runtime: java25\n---\nruntime: static\n"),
                Arguments.of("deeply nested", "[".repeat(5_000)),
                Arguments.of("a class to load", "!!javax.script.ScriptEngineManager [!!java.net.URL [\"http://x\"]]\n"),
                Arguments.of("NUL", "runtime: \"a\\0b\"\n"),
                Arguments.of("far too long", noise(200_000)));
    }

    /** A comment that gzip cannot make small. */
    private static String noise(int length) {
        return new Random(1)
                .ints(length, 'a', 'z' + 1)
                .collect(() -> new StringBuilder("# "), StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manifests")
    void aHostileManifestIsRefused(String reason, String manifest) throws Exception {
        List<Path> kept = BlobFiles.now().kept();

        Api.publish(Tokens.ACME, PROVIDER, "1.0.0", Packages.withManifest(manifest, reason))
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_package"))
                .body("errors.field", hasItem(startsWith("provider.yaml#")));

        nothingIsLeft(kept);
    }

    private static void nothingIsLeft(List<Path> kept) throws Exception {
        assertThat(BlobFiles.now().kept()).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(BlobFiles.now().incoming()).isEmpty();
        Api.as(Tokens.ACME).get("/providers/" + PROVIDER).then().statusCode(404);
    }
}
