package io.slipway.registry.signing;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UrlSignerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final URI BASE = URI.create("https://registry.example.com/");
    private static final String PATH = "/uploads/upl_0BdpVq8qWuRkHMvVGvgVxm/package";
    private static final String SHA256 = "a".repeat(64);
    private static final String OLD = "o".repeat(32);
    private static final String NEW = "n".repeat(32);

    @Test
    void whatWasSignedIsVerified() {
        UrlSigner signer = signer(Map.of("2026-01", OLD), "2026-01", NOW);
        Grant grant = Grant.put(PATH, signer.expiry(), 100, 12L, SHA256);

        URI url = signer.sign(grant, BASE);

        assertThat(url.toString())
                .startsWith("https://registry.example.com" + PATH + "?key=2026-01&expires=1767323945&max_bytes=100")
                .contains("&bytes=12&sha256=" + SHA256);
        assertThat(signer.verified("PUT", PATH, given(url))).isEqualTo(grant);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "key, 2026-02",
        "key, unknown",
        "expires, 1767323946",
        "expires, -1",
        "expires, 9223372036854775807",
        "max_bytes, 101",
        "bytes, 13",
        "bytes, ''",
        "sha256, bbbb",
        "sha256, ''",
        "signature, ''",
        "signature, AAAA"
    })
    void whateverIsChangedIsRefused(String parameter, String value) {
        UrlSigner signer = signer(Map.of("2026-01", OLD, "2026-02", NEW), "2026-01", NOW);
        URI url = signer.sign(Grant.put(PATH, signer.expiry(), 100, 12L, SHA256), BASE);

        Signature changed = given(url, parameters -> {
            parameters.put(parameter, value);
            return parameters;
        });

        assertRefused(() -> signer.verified("PUT", PATH, changed), ErrorCode.INVALID_SIGNATURE);
    }

    @Test
    void anotherMethodOrPathIsRefused() {
        UrlSigner signer = signer(Map.of(), null, NOW);
        Signature given = given(signer.sign(Grant.put(PATH, signer.expiry(), 100, null, null), BASE));

        assertRefused(() -> signer.verified("GET", PATH, given), ErrorCode.INVALID_SIGNATURE);
        assertRefused(() -> signer.verified("PUT", PATH + "x", given), ErrorCode.INVALID_SIGNATURE);
        Signature nothing = new Signature(null, null, null, null, null, null);
        assertRefused(() -> signer.verified("PUT", PATH, nothing), ErrorCode.INVALID_SIGNATURE);
    }

    @Test
    void itExpires() {
        Signature given = given(signer(Map.of(), null, NOW)
                .sign(Grant.get(PATH, NOW.plusSeconds(900).truncatedTo(java.time.temporal.ChronoUnit.SECONDS)), BASE));

        signer(Map.of(), null, NOW.plusSeconds(899)).verified("GET", PATH, given);
        assertRefused(
                () -> signer(Map.of(), null, NOW.plusSeconds(900)).verified("GET", PATH, given), ErrorCode.URL_EXPIRED);
    }

    @Test
    void keysAreChangedWithoutAnyUrlThatEndsEarly() {
        Grant grant = Grant.get(PATH, NOW.plusSeconds(60).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        Signature old = given(signer(Map.of("a", OLD), "a", NOW).sign(grant, BASE));
        Signature current = given(signer(Map.of("a", OLD, "b", NEW), "b", NOW).sign(grant, BASE));

        UrlSigner added = signer(Map.of("a", OLD, "b", NEW), "a", NOW);
        added.verified("GET", PATH, old);
        added.verified("GET", PATH, current);
        UrlSigner removed = signer(Map.of("b", NEW), "b", NOW);
        removed.verified("GET", PATH, current);
        assertRefused(() -> removed.verified("GET", PATH, old), ErrorCode.INVALID_SIGNATURE);
    }

    /** Each step comes to some replicas first: all of them check what any of them signs. */
    @Test
    void theFirstKeyIsAddedWithoutAnyUrlThatIsRefused() {
        Grant grant = Grant.get(PATH, NOW.plusSeconds(60).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        UrlSigner before = signer(Map.of(), null, NOW);
        UrlSigner added = signer(Map.of("a", NEW), null, NOW);
        UrlSigner current = signer(Map.of("a", NEW), "a", NOW);

        assertBothCheck(before, added, grant);
        assertBothCheck(added, current, grant);
        current.verified("GET", PATH, given(before.sign(grant, BASE)));
    }

    private static void assertBothCheck(UrlSigner one, UrlSigner other, Grant grant) {
        one.verified("GET", PATH, given(other.sign(grant, BASE)));
        other.verified("GET", PATH, given(one.sign(grant, BASE)));
    }

    @Test
    void whatCannotBeUsedStopsTheStart() {
        assertThatIllegalStateException().isThrownBy(() -> signer(Map.of("a", "short"), null, NOW));
        assertThatIllegalStateException().isThrownBy(() -> signer(Map.of("a&b", OLD), null, NOW));
        assertThatIllegalStateException().isThrownBy(() -> signer(Map.of("internal", OLD), null, NOW));
        assertThatIllegalStateException().isThrownBy(() -> signer(Map.of("a", OLD), "b", NOW));
        assertThatIllegalStateException().isThrownBy(() -> Signers.of(Duration.ofMinutes(16)));
    }

    private static UrlSigner signer(Map<String, String> keys, String current, Instant now) {
        return Signers.of(keys, current, Duration.ofMinutes(15), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Signature given(URI url) {
        return given(url, UnaryOperator.identity());
    }

    private static Signature given(URI url, UnaryOperator<Map<String, String>> change) {
        Map<String, String> query = change.apply(Arrays.stream(url.getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
        Function<String, Long> number =
                name -> query.getOrDefault(name, "").isEmpty() ? null : Long.valueOf(query.get(name));
        String sha256 = query.getOrDefault("sha256", "");
        return new Signature(
                query.get("key"),
                number.apply("expires"),
                number.apply("max_bytes"),
                number.apply("bytes"),
                sha256.isEmpty() ? null : sha256,
                query.get("signature"));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
