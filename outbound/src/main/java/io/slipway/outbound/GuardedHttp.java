package io.slipway.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to URLs that users name. Blocks; an interrupt ends it. Connects to public addresses only, unless the operator
 * allowed a server, and to the very addresses that were checked; knows no proxy, no cookie, no compression.
 */
public final class GuardedHttp implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final UrlRules rules;
    private final CloseableHttpClient client;

    /** @param allowed {@code host:port} of servers that may be asked by http, too, and may have addresses that are not public */
    public GuardedHttp(Set<String> allowed) {
        this(allowed, HostNames.SYSTEM, SSLContexts.createDefault());
    }

    public GuardedHttp(Set<String> allowed, HostNames names, SSLContext tls) {
        this.rules = new UrlRules(allowed);
        this.client = Connections.client(new CheckedResolver(rules, names), tls);
    }

    /** Called on a virtual thread of its own, which is interrupted when the time is over. */
    @FunctionalInterface
    public interface Reader<T extends @Nullable Object> {
        T read(OutboundResponse response) throws IOException;
    }

    public UrlRules rules() {
        return rules;
    }

    /**
     * @param reader gets the answer, whatever its status
     * @throws OutboundException when there is no answer, or none within the limits
     * @throws InterruptedIOException when the caller was interrupted; its thread is so again
     * @throws IOException of the reader
     */
    public <T extends @Nullable Object> T exchange(OutboundRequest request, OutboundLimits limits, Reader<T> reader)
            throws IOException {
        AtomicReference<HttpUriRequestBase> running = new AtomicReference<>();
        FutureTask<T> task = new FutureTask<>(() -> follow(request, limits, reader, running));
        Thread thread = Thread.ofVirtual().name("outbound").start(task);
        try {
            return task.get(limits.total().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            end(task, thread, running);
            throw new OutboundException(
                    OutboundException.Reason.TIMED_OUT,
                    "The answer was not complete after " + limits.total().toSeconds() + " s.",
                    e);
        } catch (InterruptedException _) {
            end(task, thread, running);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw Faults.of(e.getCause());
        }
    }

    /** The reader's files are not its caller's again before it has let them go. */
    private static void end(FutureTask<?> task, Thread thread, AtomicReference<HttpUriRequestBase> running) {
        task.cancel(true);
        HttpUriRequestBase request = running.get();
        if (request != null) {
            request.cancel();
        }
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(LAST_WORDS);
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T extends @Nullable Object> T follow(
            OutboundRequest first, OutboundLimits limits, Reader<T> reader, AtomicReference<HttpUriRequestBase> running)
            throws IOException {
        OutboundRequest request =
                new OutboundRequest(first.method(), rules.check(first.url()), first.headers(), first.body());
        for (int followed = 0; ; followed++) {
            HttpUriRequestBase sent = message(request, limits);
            running.set(sent);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            try (Sent exchange = new Sent(sent, open(request, sent))) {
                ClassicHttpResponse response = exchange.response();
                if (limits.redirects() == 0 || !Redirects.isOne(response.getCode())) {
                    return reader.read(answer(request, response, limits));
                }
                Header location = response.getFirstHeader("Location");
                if (followed == limits.redirects()) {
                    throw new OutboundException(
                            OutboundException.Reason.TOO_MANY_REDIRECTS,
                            "There are more than " + limits.redirects() + " redirects.");
                }
                request = Redirects.next(
                        request, response.getCode(), location == null ? null : location.getValue(), rules);
            }
        }
    }

    private ClassicHttpResponse open(OutboundRequest request, HttpUriRequestBase sent) throws IOException {
        HttpHost host = new HttpHost(
                request.url().getScheme(),
                request.url().getHost(),
                request.url().getPort());
        return client.executeOpen(host, sent, null);
    }

    private static HttpUriRequestBase message(OutboundRequest request, OutboundLimits limits) throws IOException {
        HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.url());
        message.setConfig(Connections.config(limits));
        request.headers().forEach(message::setHeader);
        OutboundRequest.Body body = request.body();
        if (body != null) {
            message.setEntity(new InputStreamEntity(body.content().open(), body.length(), null));
        }
        return message;
    }

    private static OutboundResponse answer(OutboundRequest request, ClassicHttpResponse response, OutboundLimits limits)
            throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), _ -> new ArrayList<>()).add(header.getValue());
        }
        HttpEntity entity = response.getEntity();
        if (entity != null && entity.getContentLength() > limits.bodyBytes()) {
            throw LimitedBody.tooLarge(limits.bodyBytes());
        }
        InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        return new OutboundResponse(
                response.getCode(),
                request.url(),
                Collections.unmodifiableMap(headers),
                new LimitedBody(body, limits.bodyBytes()));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** Closed without a look at what is left of the answer, which may be endless. */
    private record Sent(HttpUriRequestBase request, ClassicHttpResponse response) implements AutoCloseable {
        @Override
        public void close() {
            request.cancel();
            try {
                response.close();
            } catch (IOException _) {
                // The connection was dropped on purpose.
            }
        }
    }
}
