package io.slipway.providerpackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PackageReaderRefusalsTest {
    private static final PackageLimits SMALL = new PackageLimits(100_000, 3_000_000, 20, 1_500_000, 5, 50);

    @TempDir
    Path directory;

    static Stream<HostileArchives.Archive> archives() {
        return Stream.concat(
                HostileArchives.all(SMALL),
                Stream.of(new HostileArchives.Archive(
                        "archive_too_large", "a byte more than allowed", HostileArchives.random(100_001))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("archives")
    void refusesByReadingAndByUnpackingAlike(HostileArchives.Archive archive) throws IOException {
        Path file = Files.write(directory.resolve("package.tar.gz"), archive.bytes());
        Path target = Files.createDirectory(directory.resolve("unpacked"));

        PackageException read = refusal(() -> new PackageReader().readManifest(file, SMALL));
        PackageException unpack = refusal(() -> new PackageReader().unpack(file, target, SMALL));

        assertThat(read.code()).as(archive.reason() + ": " + read.getMessage()).isEqualTo(archive.code());
        assertThat(unpack.code()).isEqualTo(archive.code());
        assertThat(unpack).hasMessage(read.getMessage());
        assertThat(directory).isDirectoryNotContaining("glob:**/escaped*");
    }

    private static PackageException refusal(ThrowingCallable call) {
        PackageException refusal = catchThrowableOfType(PackageException.class, call);
        assertThat(refusal).as("it should be refused").isNotNull();
        return refusal;
    }
}
