package io.slipway.registry.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.slipway.registry.signing.Signers;
import io.slipway.registry.support.BlobFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileStagingAreaTest {
    private static final int ROUNDS = 300;
    private static final String UPLOAD = "uploads/upl_0BdpVq8qWuRkHMvVGvgVxm/";
    private static final String PACKAGE = UPLOAD + "package";
    private static final String LOCKFILE = UPLOAD + "lockfile";

    @TempDir
    Path directory;

    @Test
    void aFileIsPutOnce() throws IOException {
        FileStagingArea area = area();
        assertThat(area.isTaken(PACKAGE)).isFalse();

        area.put(received("first"), PACKAGE);

        assertThat(area.isTaken(PACKAGE)).isTrue();
        ReceivedBlob second = received("second");
        assertThatThrownBy(() -> area.put(second, PACKAGE)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(directory.resolve(PACKAGE)).hasContent("first");
        spool().discard(second);
        assertThat(BlobFiles.of(directory).incoming()).isEmpty();
    }

    @Test
    void ofTwoThatPutOneAtOnceOneSucceeds() throws Exception {
        FileStagingArea area = area();
        for (int round = 0; round < ROUNDS; round++) {
            List<Object> outcome = atOnce(put(area, received("one"), PACKAGE), put(area, received("two"), PACKAGE));

            assertThat(outcome).containsOnlyOnce("put").contains("is there");
            area.clear(PACKAGE);
        }
    }

    @Test
    void clearingAnUploadsOtherFileIsNoFailure() throws Exception {
        FileStagingArea area = area();
        for (int round = 0; round < ROUNDS; round++) {
            area.put(received("package"), PACKAGE);

            List<Object> outcome = atOnce(put(area, received("lockfile"), LOCKFILE), () -> {
                area.clear(PACKAGE);
                return "cleared";
            });

            assertThat(outcome).containsExactly("put", "cleared");
            assertThat(directory.resolve(LOCKFILE)).hasContent("lockfile");
            area.clear(LOCKFILE);
        }
        assertThat(directory.resolve(UPLOAD)).doesNotExist();
    }

    private static Callable<Object> put(FileStagingArea area, ReceivedBlob blob, String path) {
        return () -> {
            try {
                area.put(blob, path);
                return "put";
            } catch (FileAlreadyExistsException e) {
                return "is there";
            }
        };
    }

    private static List<Object> atOnce(Callable<Object> one, Callable<Object> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Object> first = threads.submit(() -> started(start, one));
            Future<Object> second = threads.submit(() -> started(start, other));
            return List.of(first.get(), second.get());
        }
    }

    private static Object started(CyclicBarrier start, Callable<Object> step) throws Exception {
        start.await();
        return step.call();
    }

    private ReceivedBlob received(String text) throws IOException {
        return spool().receive(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 100);
    }

    private FileStagingArea area() throws IOException {
        Files.createDirectories(directory);
        return new FileStagingArea(
                new Keep(directory, Duration.ofHours(24)), spool(), Signers.of(Duration.ofMinutes(15)));
    }

    private Spool spool() {
        return new Spool(directory, "registry-api-0");
    }
}
