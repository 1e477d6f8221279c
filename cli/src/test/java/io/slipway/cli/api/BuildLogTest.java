package io.slipway.cli.api;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BuildLogTest {
    @Test
    void givesTheTextsUntilTheEnd() {
        List<String> lines = new ArrayList<>();

        BuildLog.follow(
                Stream.of(
                        "event:line",
                        "id:1",
                        "data:{\"line\":1,\"text\":\"Unpacking\"}",
                        "",
                        "data: plain text",
                        "",
                        "event: end",
                        "data: {}",
                        "",
                        "data: too late"),
                lines::add);

        assertThat(lines).containsExactly("Unpacking", "plain text");
    }
}
