package io.slipway.outbound;

import java.net.Proxy;
import java.net.Socket;
import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.util.Timeout;

/** A client that does what it is told and nothing else: each request has a connection of its own. */
final class Connections {
    private static final int MAX_CONNECTIONS = 512;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_LINE = 8192;

    private Connections() {}

    static CloseableHttpClient client(CheckedResolver resolver, SSLContext tls) {
        return HttpClients.custom()
                .setConnectionManager(new DirectConnections()
                        .setDnsResolver(resolver)
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxHeaderCount(MAX_HEADERS)
                                        .setMaxLineLength(MAX_LINE)
                                        .setMaxEmptyLineCount(10)
                                        .build())
                                .build())
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .build())
                .setConnectionReuseStrategy((_, _, _) -> false)
                // Without it a proxy of the environment would do the resolving.
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setUserAgent("slipway")
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .build();
    }

    /** A socket that was not told otherwise goes by the SOCKS proxy that the JVM was started with. */
    private static final class DirectConnections extends PoolingHttpClientConnectionManagerBuilder {
        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    _ -> new Socket(Proxy.NO_PROXY),
                    ports,
                    names,
                    RegistryBuilder.<TlsSocketStrategy>create()
                            .register("https", tls)
                            .build());
        }
    }

    static RequestConfig config(OutboundLimits limits) {
        return RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setExpectContinueEnabled(false)
                .setHardCancellationEnabled(true)
                .setConnectionRequestTimeout(Timeout.of(limits.total()))
                .setConnectTimeout(Timeout.of(limits.connect()))
                .setResponseTimeout(Timeout.of(limits.read()))
                .build();
    }
}
