package io.slipway.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.slipway.apicheck.ApiContract;
import io.slipway.cli.FakeServer.Reply;
import io.slipway.cli.FakeServer.Request;

import static org.assertj.core.api.Assertions.assertThat;

/** A registry that gives prepared answers, which must be as its description states them, and no others. */
public final class FakeRegistry implements AutoCloseable {
    static final String KEY = "Idempotency-Key";

    private static final ApiContract CONTRACT = ApiContract.ofDocs();

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final Map<String, Queue<Reply>> before = new ConcurrentHashMap<>();
    private final List<String> unprepared = new CopyOnWriteArrayList<>();
    private final FakeServer server;

    public FakeRegistry() throws IOException {
        server = new FakeServer(this::reply);
    }

    /** @param route method and path */
    public FakeRegistry answers(String route, int status) {
        return answers(route, status, "{}");
    }

    /**
     * @param fields what is otherwise than in the description's example of that answer
     * @throws AssertionError when the description does not state such an answer
     */
    public FakeRegistry answers(String route, int status, String fields) {
        replies.put(route, new CannedAnswer(CONTRACT, route, status).with(fields));
        return this;
    }

    /** Once, before what else is prepared. */
    FakeRegistry answersOnce(String route, int status, String fields) {
        return first(route, new CannedAnswer(CONTRACT, route, status).with(fields));
    }

    /** Once, before what else is prepared: as if the server died with the answer. */
    FakeRegistry losesAnAnswer(String route) {
        return first(route, new Reply(0, Map.of(), ""));
    }

    /** What {@link #answers} would answer. */
    static String body(String route, int status, String fields) {
        return new CannedAnswer(CONTRACT, route, status).with(fields).body();
    }

    private FakeRegistry first(String route, Reply reply) {
        before.computeIfAbsent(route, _ -> new ArrayDeque<>()).add(reply);
        return this;
    }

    private Reply reply(Request request) {
        Queue<Reply> first = before.getOrDefault(request.route(), new ArrayDeque<>());
        Reply reply = first.isEmpty() ? replies.get(request.route()) : first.remove();
        if (reply == null) {
            unprepared.add(request.line());
        }
        return reply == null || reply.status() == 0 ? null : reply;
    }

    public String url() {
        return server.url();
    }

    public List<Request> requests() {
        return server.requests();
    }

    /** A command that talks to this registry. */
    Run run(String... command) {
        String[] all = java.util.Arrays.copyOf(command, command.length + 4);
        all[command.length] = "--url";
        all[command.length + 1] = url();
        all[command.length + 2] = "--token";
        all[command.length + 3] = "slp_x";
        return Run.of(all);
    }

    @Override
    public void close() {
        server.close();
        assertThat(unprepared).as("asked without an answer being prepared").isEmpty();
        assertThat(requests())
                .as("a key is sent with what takes one, and with nothing else")
                .allSatisfy(request -> assertThat(request.header(KEY) != null)
                        .as(request.line())
                        .isEqualTo(takesKey(request)));
    }

    private static boolean takesKey(Request request) {
        return CONTRACT.find(request.method(), request.path()).stream()
                .flatMap(operation -> operation.node().path("parameters").valueStream())
                .anyMatch(parameter -> parameter.path("name").asText().equals(KEY));
    }
}
