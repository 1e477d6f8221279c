package io.slipway.cli.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A release in one file, for places that nothing can be fetched from: a tar of {@code release.json} and then
 * {@code artifacts/SHA256} for each artifact. The same release gives the same bytes.
 */
final class ReleaseFile {
    private static final String DOCUMENT = "release.json";
    /** More than import takes: here it is indented, with other URLs. */
    private static final int MAX_DOCUMENT = 4 * 1024 * 1024;

    private static final Pattern ARTIFACT = Pattern.compile("artifacts/([0-9a-f]{64})");

    private ReleaseFile() {}

    @FunctionalInterface
    interface Source {
        Path artifact(String sha256) throws IOException;
    }

    @FunctionalInterface
    interface Sink {
        void artifact(String sha256, Path file) throws IOException;
    }

    /** @param digests of its artifacts, each once, in the order of the document */
    static void write(JsonNode document, List<String> digests, Source source, OutputStream out) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            byte[] json = document.toPrettyString().getBytes(StandardCharsets.UTF_8);
            begin(tar, DOCUMENT, json.length);
            tar.write(json);
            tar.closeArchiveEntry();
            for (String sha256 : digests) {
                Path file = source.artifact(sha256);
                begin(tar, "artifacts/" + sha256, Files.size(file));
                Files.copy(file, tar);
                tar.closeArchiveEntry();
                Files.delete(file);
            }
        }
    }

    private static void begin(TarArchiveOutputStream tar, String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setModTime(0);
        entry.setMode(0100644);
        // Whoever writes it.
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
    }

    /** @param scratch where each artifact lies while the sink has it. @return the document */
    static JsonNode read(InputStream in, Path scratch, DocumentFirst first) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null || !entry.getName().equals(DOCUMENT) || entry.getSize() > MAX_DOCUMENT) {
                throw invalid("its first entry is not " + DOCUMENT);
            }
            JsonNode document = Json.parse(new String(tar.readAllBytes(), StandardCharsets.UTF_8))
                    .filter(JsonNode::isObject)
                    .orElseThrow(() -> invalid(DOCUMENT + " is no JSON object"));
            Sink sink = first.sink(document);
            for (entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var name = ARTIFACT.matcher(entry.getName());
                if (!name.matches() || !entry.isFile()) {
                    throw invalid("it has an entry that is no artifact: " + entry.getName());
                }
                Path file = scratch.resolve(name.group(1));
                Files.copy(tar, file);
                sink.artifact(name.group(1), file);
                Files.delete(file);
            }
            return document;
        }
    }

    @FunctionalInterface
    interface DocumentFirst {
        Sink sink(JsonNode document);
    }

    static CliFailure invalid(String why) {
        return new CliFailure(
                ExitCode.USAGE,
                "invalid_release",
                "The file is no release: " + why + ".",
                "Make it with slipway export.");
    }
}
