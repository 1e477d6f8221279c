package io.slipway.outbound;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.slipway.outbound.OutboundException.Reason;
import org.apache.hc.core5.ssl.SSLContexts;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(20)
class GuardedHttpTest {
    private static final OutboundLimits LIMITS =
            new OutboundLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3), 100_000, 5);
    private static final OutboundLimits SHORT = LIMITS.withTotal(Duration.ofMillis(700));
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @Test
    void anAnswerIsReadAsItCame() throws Exception {
        try (HostileServer server = HostileServer.saying(OK + "Content-Length: 5\r\nX-A: 1\r\nx-a: 2\r\n\r\nhello")) {
            String seen = ask(server, server.url("/a?b=c"), LIMITS, answer -> {
                assertThat(answer.isSuccess()).isTrue();
                assertThat(answer.headers().get("X-a")).containsExactly("1", "2");
                return text(answer);
            });
            assertThat(seen).isEqualTo("hello");
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("GET /a?b=c HTTP/1.1\n")
                    .contains("Host: " + server.authority())
                    .doesNotContainIgnoringCase("accept-encoding");
        }
    }

    @Test
    void aBodyIsSent() throws Exception {
        try (HostileServer server = HostileServer.saying("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
                GuardedHttp http = allowing(server)) {
            OutboundRequest put = OutboundRequest.of("PUT", server.url("/blob"))
                    .header("Content-Type", "application/octet-stream")
                    .body(3, () -> new ByteArrayInputStream(new byte[] {1, 2, 3}));
            assertThat(http.exchange(put, LIMITS, OutboundResponse::status)).isEqualTo(201);
            assertThat(server.requests().getFirst()).contains("PUT /blob").contains("Content-Length: 3");
        }
    }

    @Test
    void anAddressThatIsNotPublicIsNeverConnectedTo() throws Exception {
        try (HostileServer server = HostileServer.saying(OK + "\r\n");
                GuardedHttp http = new GuardedHttp(Set.of())) {
            for (String host : List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0")) {
                URI url = URI.create("https://" + host + ":" + server.port() + "/");
                Reason reason = host.equals("localhost") ? Reason.NO_PUBLIC_HOST : Reason.REFUSED;
                assertRefused(reason, () -> http.exchange(OutboundRequest.get(url), LIMITS, _ -> null));
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aNameIsResolvedOnceAndItsAddressIsTheOneThatIsConnectedTo() throws Exception {
        List<String> lookups = new CopyOnWriteArrayList<>();
        try (HostileServer server = HostileServer.saying(OK + "Content-Length: 2\r\n\r\nok")) {
            HostNames rebinding = host -> {
                lookups.add(host);
                return addresses(lookups.size() == 1 ? "127.0.0.1" : "127.0.0.9");
            };
            String authority = "rebind.test:" + server.port();
            try (GuardedHttp http = new GuardedHttp(Set.of(authority), rebinding, SSLContexts.createDefault())) {
                URI url = URI.create("http://" + authority + "/");
                assertThat(http.<String>exchange(OutboundRequest.get(url), LIMITS, GuardedHttpTest::text))
                        .isEqualTo("ok");
            }
        }
        assertThat(lookups).containsExactly("rebind.test");
    }

    @Test
    void aNameThatIsPublicOnlyLaterIsRefusedAtOnce() throws Exception {
        List<String> lookups = new CopyOnWriteArrayList<>();
        HostNames names = host -> {
            lookups.add(host);
            return addresses(lookups.size() == 1 ? "10.0.0.1" : "8.8.8.8");
        };
        try (GuardedHttp http = new GuardedHttp(Set.of(), names, SSLContexts.createDefault())) {
            URI url = URI.create("https://rebind.test/");
            assertRefused(Reason.NO_PUBLIC_HOST, () -> http.exchange(OutboundRequest.get(url), LIMITS, _ -> null));
        }
        assertThat(lookups).hasSize(1);
    }

    @Test
    void ofMixedAddressesOnlyThePublicOnesAreTried() throws Exception {
        CheckedResolver resolver = new CheckedResolver(
                new UrlRules(Set.of()), _ -> addresses("127.0.0.1", "8.8.8.8", "169.254.169.254", "::1"));
        assertThat(resolver.resolve("mixed.test", 443))
                .extracting(address -> address.getAddress().getHostAddress())
                .containsExactly("8.8.8.8");
    }

    @Test
    void aRedirectIsCheckedAsTheFirstUrl() throws Exception {
        try (HostileServer inner = HostileServer.saying(OK + "\r\nsecret")) {
            for (String target : List.of(
                    "https://127.0.0.1:" + inner.port() + "/",
                    "http://127.0.0.1:" + inner.port() + "/",
                    "//127.0.0.1:" + inner.port() + "/",
                    "https://[::ffff:7f00:1]:" + inner.port() + "/",
                    "https://2130706433:" + inner.port() + "/",
                    "file:///etc/passwd")) {
                try (HostileServer server = redirecting(302, target)) {
                    assertRefused(Reason.REFUSED, () -> ask(server, server.url("/"), LIMITS, GuardedHttpTest::text));
                }
            }
            assertThat(inner.requests()).isEmpty();
        }
    }

    @Test
    void credentialsStayWithTheServerThatTheyWereGivenFor() throws Exception {
        try (HostileServer other = HostileServer.saying(OK + "Content-Length: 2\r\n\r\nok");
                HostileServer server = redirecting(307, other.url("/b").toString());
                GuardedHttp http = new GuardedHttp(Set.of(server.authority(), other.authority()))) {
            OutboundRequest request = OutboundRequest.get(server.url("/a"))
                    .header("Authorization", "Bearer x")
                    .header("X-Project-Token", "y")
                    .header("Accept", "text/plain");
            http.exchange(request, LIMITS, GuardedHttpTest::text);
            assertThat(server.requests().getFirst())
                    .contains("Authorization: Bearer x")
                    .contains("X-Project-Token: y");
            assertThat(other.requests().getFirst())
                    .contains("Accept: text/plain")
                    .doesNotContain("Authorization")
                    .doesNotContain("X-Project-Token");
        }
    }

    @Test
    void redirectsHaveAnEnd() throws Exception {
        try (HostileServer server = redirecting(302, "/again")) {
            assertRefused(Reason.TOO_MANY_REDIRECTS, () -> ask(server, server.url("/"), LIMITS, GuardedHttpTest::text));
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void aSlowBodyEndsWithTheTime() throws Exception {
        try (HostileServer server = new HostileServer((_, out) -> {
            HostileServer.write(out, OK + "Content-Length: 1000\r\n\r\n");
            for (int i = 0; i < 1000; i++) {
                Thread.sleep(100);
                HostileServer.write(out, "x");
            }
        })) {
            assertRefused(Reason.TIMED_OUT, () -> ask(server, server.url("/"), SHORT, GuardedHttpTest::text));
        }
    }

    @Test
    void silenceEndsWithTheTime() throws Exception {
        try (HostileServer server = new HostileServer((_, _) -> Thread.sleep(60_000))) {
            assertRefused(Reason.TIMED_OUT, () -> ask(server, server.url("/"), SHORT, GuardedHttpTest::text));
        }
    }

    @Test
    void slowHeadersEndWithTheTime() throws Exception {
        try (HostileServer server = new HostileServer((_, out) -> {
            HostileServer.write(out, OK);
            for (int i = 0; i < 1000; i++) {
                Thread.sleep(100);
                HostileServer.write(out, "x");
            }
        })) {
            assertRefused(Reason.TIMED_OUT, () -> ask(server, server.url("/"), SHORT, GuardedHttpTest::text));
        }
    }

    @Test
    void endlessInterimAnswersEndWithTheTime() throws Exception {
        try (HostileServer server = endless("", "HTTP/1.1 103 Early Hints\r\n\r\n")) {
            assertRefused(Reason.TIMED_OUT, () -> ask(server, server.url("/"), SHORT, GuardedHttpTest::text));
        }
    }

    @Test
    void endlessBodiesAreCutOff() throws Exception {
        String block = "x".repeat(1000);
        for (HostileServer hostile : List.of(
                endless(OK + "\r\n", block),
                endless(OK + "Transfer-Encoding: chunked\r\n\r\n", "3e8\r\n" + block + "\r\n"),
                endless(OK + "Content-Length: 9223372036854775807\r\n\r\n", block))) {
            try (HostileServer server = hostile) {
                assertRefused(Reason.TOO_LARGE, () -> ask(server, server.url("/"), LIMITS, GuardedHttpTest::text));
            }
        }
    }

    @Test
    void whatIsLeftOfAnEndlessBodyIsNotRead() throws Exception {
        try (HostileServer server = endless(OK + "\r\n", "x".repeat(1000))) {
            int first =
                    ask(server, server.url("/"), LIMITS, answer -> answer.body().read());
            assertThat(first).isEqualTo('x');
        }
    }

    @Test
    void endlessHeadersAreCutOff() throws Exception {
        for (HostileServer hostile : List.of(endless(OK, "X-A: b\r\n"), endless(OK + "X-A: ", "b".repeat(1000)))) {
            try (HostileServer server = hostile) {
                assertRefused(Reason.TOO_LARGE, () -> ask(server, server.url("/"), LIMITS, GuardedHttpTest::text));
            }
        }
    }

    @Test
    void anAnswerThatIsShorterThanItSaysIsNone() throws Exception {
        for (String answer : List.of(
                OK + "Content-Length: 10\r\n\r\nshort",
                OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nshort\r\n",
                OK + "Content-Length: -5\r\n\r\n",
                "nonsense\r\n\r\n",
                "")) {
            try (HostileServer server = HostileServer.saying(answer)) {
                assertRefused(Reason.BAD_ANSWER, () -> ask(server, server.url("/"), LIMITS, GuardedHttpTest::text));
            }
        }
    }

    @Test
    void nothingIsDecompressed() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[10_000_000]);
        }
        try (HostileServer server = new HostileServer((_, out) -> {
            HostileServer.write(out, OK + "Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n");
            out.write(packed.toByteArray());
        })) {
            byte[] body =
                    ask(server, server.url("/"), LIMITS, answer -> answer.body().readAllBytes());
            assertThat(body).isEqualTo(packed.toByteArray());
        }
    }

    @Test
    void nobodyListens() throws Exception {
        HostileServer gone = HostileServer.saying("");
        gone.close();
        assertRefused(Reason.UNREACHABLE, () -> ask(gone, gone.url("/"), LIMITS, GuardedHttpTest::text));
    }

    /** Whoever could tell them apart could ask which names there are inside of the network. */
    @Test
    void anUnknownHostIsRefusedAsOneThatIsInside() throws Exception {
        HostNames none = host -> {
            throw new UnknownHostException(host);
        };
        List<String> said = new ArrayList<>();
        for (HostNames names : List.<HostNames>of(none, _ -> addresses("10.0.0.1", "fd00::1"), _ -> addresses())) {
            try (GuardedHttp http = new GuardedHttp(Set.of(), names, SSLContexts.createDefault())) {
                URI url = URI.create("https://nowhere.test/");
                assertThatThrownBy(() -> http.exchange(OutboundRequest.get(url), LIMITS, _ -> null))
                        .isInstanceOfSatisfying(OutboundException.class, e -> {
                            assertThat(e.reason()).isEqualTo(Reason.NO_PUBLIC_HOST);
                            assertThat(e).hasNoCause();
                            said.add(e.getMessage());
                        });
            }
        }
        assertThat(said).hasSize(3).containsOnly(said.getFirst());
    }

    @Test
    void noProxyOfTheProcessIsUsed() throws Exception {
        Map<String, String> before = new HashMap<>();
        try (HostileServer proxy = HostileServer.saying(OK + "Content-Length: 5\r\n\r\nproxy");
                HostileServer server = HostileServer.saying(OK + "Content-Length: 6\r\n\r\ndirect")) {
            for (String kind : List.of("socksProxy", "http.proxy", "https.proxy")) {
                before.put(kind + "Host", System.setProperty(kind + "Host", "127.0.0.1"));
                before.put(kind + "Port", System.setProperty(kind + "Port", "" + proxy.port()));
            }
            for (String kind : List.of("http", "socks")) {
                before.put(kind + "NonProxyHosts", System.setProperty(kind + "NonProxyHosts", ""));
                before.put(kind + ".nonProxyHosts", System.setProperty(kind + ".nonProxyHosts", ""));
            }
            assertThat(ask(server, server.url("/"), LIMITS, GuardedHttpTest::text))
                    .isEqualTo("direct");
            assertThat(proxy.connections()).isZero();
        } finally {
            before.forEach((name, value) -> {
                if (value == null) {
                    System.clearProperty(name);
                } else {
                    System.setProperty(name, value);
                }
            });
        }
    }

    /** As the system's do, while a name server says nothing. */
    @Test
    void aLookupThatHearsNoInterruptEndsWithTheTime() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicBoolean virtual = new AtomicBoolean();
        HostNames silent = _ -> {
            virtual.set(Thread.currentThread().isVirtual());
            while (answer.getCount() > 0) {
                LockSupport.parkNanos(10_000_000);
                Thread.interrupted();
            }
            return addresses("8.8.8.8");
        };
        try (GuardedHttp http = new GuardedHttp(Set.of(), silent, SSLContexts.createDefault())) {
            URI url = URI.create("https://slow.test/");
            long asked = System.nanoTime();
            assertRefused(Reason.TIMED_OUT, () -> http.exchange(OutboundRequest.get(url), SHORT, _ -> null));
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
        } finally {
            answer.countDown();
        }
        assertThat(virtual).as("it would hold a thread that carries others").isFalse();
    }

    @Test
    void anAllowedServerMayBeAnAddressOfSixteenBytes() throws Exception {
        try (HostileServer server = new HostileServer(
                        "::1", (_, out) -> HostileServer.write(out, OK + "Content-Length: 2\r\n\r\nok"));
                GuardedHttp http = new GuardedHttp(Set.of("[::1]:" + server.port()))) {
            URI url = URI.create("http://[::1]:" + server.port() + "/");
            assertThat(http.<String>exchange(OutboundRequest.get(url), LIMITS, GuardedHttpTest::text))
                    .isEqualTo("ok");
        }
    }

    @Test
    void anInterruptEndsAPlatformThreadsRequestToo() throws Exception {
        AtomicReference<Exception> thrown = new AtomicReference<>();
        try (HostileServer server = new HostileServer((_, _) -> Thread.sleep(60_000))) {
            Thread asking = Thread.ofPlatform().start(() -> {
                try {
                    ask(server, server.url("/"), LIMITS, GuardedHttpTest::text);
                } catch (Exception e) {
                    thrown.set(e);
                }
            });
            while (server.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            asking.interrupt();
            assertThat(asking.join(Duration.ofSeconds(2))).isTrue();
        }
        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void aHeaderIsOneLine() {
        URI url = URI.create("https://example.org/");
        assertThatThrownBy(() -> OutboundRequest.get(url).header("A", "b\r\nC: d"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(OutboundRequest.get(url).header("A", "b").header("a", "c").headers())
                .containsExactly(Map.entry("A", "c"));
    }

    private static String text(OutboundResponse answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static <T> T ask(HostileServer server, URI url, OutboundLimits limits, GuardedHttp.Reader<T> reader)
            throws IOException {
        try (GuardedHttp http = allowing(server)) {
            return http.exchange(OutboundRequest.get(url), limits, reader);
        }
    }

    private static GuardedHttp allowing(HostileServer server) {
        return new GuardedHttp(Set.of(server.authority()));
    }

    private static HostileServer redirecting(int status, String location) throws IOException {
        return HostileServer.saying(
                "HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static HostileServer endless(String head, String block) throws IOException {
        return new HostileServer((_, out) -> {
            HostileServer.write(out, head);
            while (true) {
                HostileServer.write(out, block);
            }
        });
    }

    private static InetAddress[] addresses(String... literals) {
        return Stream.of(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    private static void assertRefused(Reason reason, ThrowingCallable asked) {
        assertThatThrownBy(asked).isInstanceOfSatisfying(OutboundException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }
}
