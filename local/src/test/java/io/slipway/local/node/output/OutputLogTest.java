package io.slipway.local.node.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class OutputLogTest {
    @TempDir
    private Path directory;

    private OutputLog log;

    @BeforeEach
    void open() {
        log = new OutputLog(directory, 100);
    }

    @Test
    void offsetsGoOnOverRotations() throws IOException {
        List<String> seen = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < 12; i++) {
            print("line " + i + "\n");
            log.rotateIfLarge();
            for (OutputLog.Line line : log.read(offset, 100)) {
                seen.add(line.text());
                offset = line.next();
            }
        }
        assertThat(seen).containsExactlyElementsOf(lines(0, 12));
        assertThat(log.read(0, 100)).extracting(OutputLog.Line::text).containsExactlyElementsOf(lines(0, 12));
    }

    @Test
    void onlySomeFilesAreKeptAndReadingBeginsWithTheOldest() throws IOException {
        for (int i = 0; i < 200; i++) {
            print("line " + i + "\n");
            log.rotateIfLarge();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSizeLessThanOrEqualTo(5);
        }
        List<OutputLog.Line> left = log.read(0, 1000);
        assertThat(left).hasSizeBetween(40, 80);
        assertThat(left.getLast().text()).isEqualTo("line 199");
    }

    @Test
    void anUnfinishedLineWaitsForItsEndButTheTailShowsIt() throws IOException {
        print("whole\nhalf");
        assertThat(log.read(0, 10)).extracting(OutputLog.Line::text).containsExactly("whole");
        assertThat(log.tail(20)).containsExactly("whole", "half");
        print(" and half\n");
        assertThat(log.read(6, 10)).extracting(OutputLog.Line::text).containsExactly("half and half");
    }

    @Test
    void aLineWithoutEndIsCut() throws IOException {
        print("x".repeat(20_000));
        assertThat(log.read(0, 10)).hasSize(2);
    }

    @Test
    void controlCharactersDoNotReachAReader() throws IOException {
        print("a\0b\u001B[31mred\u009B0m\u007F\tindented\r\nnext\n");
        String printable = "a\uFFFDb\uFFFD[31mred\uFFFD0m\uFFFD\tindented";
        assertThat(log.read(0, 10)).extracting(OutputLog.Line::text).containsExactly(printable, "next");
        assertThat(log.tail(20)).containsExactly(printable, "next");
    }

    private void print(String text) throws IOException {
        Files.writeString(log.current(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
    }
}
