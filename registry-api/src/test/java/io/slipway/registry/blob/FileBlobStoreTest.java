package io.slipway.registry.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileBlobStoreTest {
    private static final byte[] BYTES = "the bytes".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void aBlobIsReadableOnceItIsKept() throws IOException {
        BlobStore store = store();
        ReceivedBlob blob = store.receive(new ByteArrayInputStream(BYTES), BYTES.length);

        assertThat(blob.sha256()).isEqualTo(Packages.sha256(BYTES));
        assertThat(blob.sizeBytes()).isEqualTo(BYTES.length);
        assertThatThrownBy(() -> store.open(blob.sha256())).isInstanceOf(NoSuchFileException.class);

        store.keep(blob);
        try (InputStream kept = store.open(blob.sha256())) {
            assertThat(kept.readAllBytes()).isEqualTo(BYTES);
        }
        assertThat(incoming()).isEmpty();
    }

    @Test
    void keepingTwiceIsKeepingOnce() throws IOException {
        BlobStore store = store();
        ReceivedBlob first = store.receive(new ByteArrayInputStream(BYTES), 100);
        ReceivedBlob second = store.receive(new ByteArrayInputStream(BYTES), 100);

        store.keep(first);
        store.keep(second);
        store.keep(second);
        store.discard(second);

        store.open(first.sha256()).close();
    }

    @Test
    void aFileThatACrashDamagedIsReplacedByTheNextPublication() throws IOException {
        BlobStore store = store();
        store.keep(store.receive(new ByteArrayInputStream(BYTES), 100));
        String sha256 = Packages.sha256(BYTES);
        Files.writeString(
                directory.resolve("sha256").resolve(sha256.substring(0, 2)).resolve(sha256), "half");

        store.keep(store.receive(new ByteArrayInputStream(BYTES), 100));

        try (InputStream kept = store.open(sha256)) {
            assertThat(kept.readAllBytes()).isEqualTo(BYTES);
        }
    }

    @Test
    void aReceiverThatFailsLeavesNothing() throws IOException {
        BlobStore store = store();
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the connection is gone");
            }
        };

        assertThatThrownBy(() -> store.receive(broken, 100)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.receive(new ByteArrayInputStream(BYTES), BYTES.length - 1))
                .isInstanceOf(BlobTooLargeException.class);
        assertThat(incoming()).isEmpty();
    }

    @Test
    void whatDeadReceiversLeftIsRemovedWhenItIsOld() throws IOException {
        BlobStore store = store();
        Instant now = Instant.parse("2026-01-02T00:00:00Z");
        ReceivedBlob old = store.receive(new ByteArrayInputStream(BYTES), 100);
        ReceivedBlob young = store.receive(new ByteArrayInputStream(BYTES), 100);
        Files.setLastModifiedTime(old.file(), FileTime.from(now.minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(young.file(), FileTime.from(now));

        assertThat(store.removeStale(now.minus(Duration.ofHours(24)))).isEqualTo(1);
        assertThat(incoming()).containsExactly(young.file());
    }

    @Test
    void aReplicaThatStartsRemovesWhatItsFormerLifeHadNotKept() throws IOException {
        store().receive(new ByteArrayInputStream(BYTES), 100);
        ReceivedBlob elsewhere = store("registry-api-1").receive(new ByteArrayInputStream(BYTES), 100);
        store().keep(store().receive(new ByteArrayInputStream(BYTES), 100));

        assertThat(store().removeOwn()).isEqualTo(1);

        assertThat(incoming()).containsExactly(elsewhere.file());
        store().open(Packages.sha256(BYTES)).close();
        assertThat(store("never-seen").removeOwn()).isZero();
    }

    @Test
    void aReplicaWhoseNameIsTakenRemovesNothing() throws IOException {
        BlobStore running = store();
        running.removeOwn();
        ReceivedBlob underWay = running.receive(new ByteArrayInputStream(BYTES), 100);

        assertThat(store().removeOwn()).isZero();

        assertThat(incoming()).containsExactly(underWay.file());
    }

    @Test
    void onlyDigestsAreNames() {
        assertThatThrownBy(() -> store().open("../../etc/passwd")).isInstanceOf(NoSuchFileException.class);
    }

    private BlobStore store() {
        return store("registry-api-0");
    }

    private BlobStore store(String instance) {
        return new FileBlobStore(new Keep(directory, Duration.ofHours(24)), instance);
    }

    private List<Path> incoming() throws IOException {
        return BlobFiles.of(directory).incoming();
    }
}
