package io.slipway.registry.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.slipway.apicheck.Answer;
import io.slipway.apicheck.Asked;

/** A curl that keeps what it sent and what came back, so that the answers are compared with the description. */
record Curl(Path directory) {
    private static final String SCRIPT = """
            #!/bin/sh
            PATH=${PATH#*:}
            call=$(mktemp -d "$(dirname "$0")/call.XXXXXX")
            file= last=
            for word in "$@"; do
              [ "$last" = -o ] && file=$word
              last=$word
            done
            if [ -n "$file" ]; then
              curl -v "$@" 2> "$call/trace"
              [ ! -f "$file" ] || cp "$file" "$call/body"
            else
              curl -v -o "$call/body" "$@" 2> "$call/trace" > "$call/written"
              cat "$call/body" "$call/written" 2> "$call/none" || cat "$call/written"
            fi
            """;

    static Curl in(Path directory) throws IOException {
        Path script = Files.createDirectories(directory.resolve("bin")).resolve("curl");
        Files.writeString(script, SCRIPT);
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("not executable: " + script);
        }
        return new Curl(script.getParent());
    }

    /** For the environment of whoever calls it. */
    String path() {
        return directory + ":" + System.getenv("PATH");
    }

    /** @return how many answers there were since the last time */
    int check() throws IOException {
        List<Path> calls;
        try (Stream<Path> entries = Files.list(directory)) {
            calls = entries.filter(Files::isDirectory).toList();
        }
        int answers = 0;
        for (Path call : calls) {
            answers += check(call);
            Files.move(call, call.resolveSibling("checked." + call.getFileName()));
        }
        return answers;
    }

    private static int check(Path call) throws IOException {
        if (call.getFileName().toString().startsWith("checked.")) {
            return 0;
        }
        List<String> lines = Files.readAllLines(call.resolve("trace"), StandardCharsets.ISO_8859_1);
        List<Integer> begins = java.util.stream.IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).matches("> [A-Z]+ /\\S* HTTP/.*"))
                .boxed()
                .toList();
        for (int i = 0; i < begins.size(); i++) {
            boolean last = i + 1 == begins.size();
            List<String> exchange = lines.subList(begins.get(i), last ? lines.size() : begins.get(i + 1));
            // What a redirect's body was, curl does not keep.
            ContractFilter.contract().check(answer(exchange, last ? body(call) : null));
        }
        return begins.size();
    }

    private static Answer answer(List<String> exchange, String body) {
        String[] asked = exchange.getFirst().split(" ");
        String status = exchange.stream()
                .filter(line -> line.matches("< HTTP/\\S+ [2-5]\\d\\d.*"))
                .findFirst()
                .orElseThrow()
                .split(" ")[2];
        return new Answer(
                new Asked(asked[1], asked[2], headers(exchange, "> ")),
                Integer.parseInt(status),
                headers(exchange, "< "),
                body);
    }

    private static Map<String, String> headers(List<String> exchange, String direction) {
        Map<String, String> headers = new HashMap<>();
        exchange.stream()
                .filter(line -> line.startsWith(direction) && line.contains(": "))
                .map(line -> line.substring(direction.length()).strip().split(": ", 2))
                .forEach(header -> headers.merge(header[0], header[1], (one, other) -> one + ", " + other));
        return headers;
    }

    /** Without the headers that {@code -i} puts before it. */
    private static String body(Path call) throws IOException {
        Path file = call.resolve("body");
        if (!Files.exists(file)) {
            return "";
        }
        String body = Files.readString(file, StandardCharsets.ISO_8859_1);
        String content = body.startsWith("HTTP/1.1 ") ? body.substring(body.indexOf("\r\n\r\n") + 4) : body;
        return new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
