package io.slipway.local.node.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LayerUnpackerTest {
    @TempDir
    private Path directory;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectories(directory.resolve("root"));
    }

    @Test
    void whiteoutsHideLowerFilesButNotThoseOfTheirOwnLayer() throws Exception {
        apply(tar -> {
            file(tar, "etc/gone", "1");
            file(tar, "etc/kept", "1");
            file(tar, "opaque/old", "1");
        });
        apply(tar -> {
            file(tar, "etc/.wh.gone", "");
            file(tar, "opaque/new", "2");
            file(tar, "opaque/.wh..wh..opq", "");
        });
        assertThat(root.resolve("etc/gone")).doesNotExist();
        assertThat(root.resolve("etc/kept")).exists();
        assertThat(root.resolve("opaque/old")).doesNotExist();
        assertThat(root.resolve("opaque/new")).hasContent("2");
    }

    @Test
    void namesAndLinksStayInside() throws Exception {
        Path outside = Files.writeString(directory.resolve("outside"), "untouched");
        apply(tar -> {
            link(tar, "up", "../../..", TarConstants.LF_SYMLINK);
            link(tar, "absolute", directory.toString(), TarConstants.LF_SYMLINK);
            file(tar, "up/outside", "in");
            file(tar, "../outside", "in");
            file(tar, "absolute/outside", "in");
        });
        assertThat(outside).hasContent("untouched");
        assertThat(root.resolve("outside")).hasContent("in");
        assertThat(root.resolve("up").toRealPath()).isEqualTo(root.toRealPath());
        assertThat(root.resolve("absolute").toRealPath().startsWith(root.toRealPath()))
                .isTrue();
    }

    @Test
    void absoluteLinksOfTheImageHoldOnTheHost() throws Exception {
        apply(tar -> {
            file(tar, "opt/tool/bin/tool", "tool");
            link(tar, "usr/bin/tool", "/opt/tool/bin/tool", TarConstants.LF_SYMLINK);
            link(tar, "hard", "/opt/tool/bin/tool", TarConstants.LF_LINK);
        });
        assertThat(root.resolve("usr/bin/tool")).hasContent("tool");
        assertThat(root.resolve("hard")).hasContent("tool");
        assertThat(new RootFs(root).resolve("/usr/bin/tool")).isEqualTo(root.resolve("opt/tool/bin/tool"));
    }

    @Test
    void aHardLinkOutOfTheImageIsRefused() throws IOException {
        Files.writeString(directory.resolve("secret"), "secret");
        assertThatThrownBy(() -> apply(
                        tar -> link(tar, "stolen", directory.resolve("secret").toString(), TarConstants.LF_LINK)))
                .isInstanceOf(UnusableImageException.class);
        assertThat(root.resolve("stolen")).doesNotExist();
    }

    @Test
    void lowerLayersAreNotWrittenThroughTheirHardLinks() throws Exception {
        apply(tar -> file(tar, "shared", "lower"));
        Path upper = directory.resolve("upper");
        Trees.link(root, upper);
        Path lower = root;
        root = upper;
        apply(tar -> file(tar, "shared", "upper"));
        assertThat(lower.resolve("shared")).hasContent("lower");
        assertThat(upper.resolve("shared")).hasContent("upper");
    }

    @Test
    void setuidBitsWriteBitsAndDevicesAreDropped() throws Exception {
        apply(tar -> {
            TarArchiveEntry suid = new TarArchiveEntry("suid");
            suid.setMode(04755);
            tar.putArchiveEntry(suid);
            tar.closeArchiveEntry();
            tar.putArchiveEntry(new TarArchiveEntry("device", TarConstants.LF_CHR));
            tar.closeArchiveEntry();
        });
        assertThat((int) Files.getAttribute(root.resolve("suid"), "unix:mode") & 07777)
                .isEqualTo(0555);
        assertThat(Files.exists(root.resolve("device"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    private interface Content {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    private void apply(Content content) throws Exception {
        Path archive = directory.resolve("layer.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            content.write(tar);
        }
        new LayerUnpacker(new RootFs(root)).apply(archive, false);
    }

    private static void file(TarArchiveOutputStream tar, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, String target, byte type) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}
