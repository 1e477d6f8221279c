package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The same sources give the same bytes, in whatever directory: a library's jar and a service's. */
class ReproducibleJarsTest {
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", ".slipway");

    @TempDir
    private Path directory;

    @Test
    void anotherDirectoryAndAnotherTimeGiveTheSameJars() throws Exception {
        Path other = copy(directory.resolve("another/directory"));
        build(other);
        for (String module : new String[] {"contracts", "provider-package", "outbox", "build-orchestrator"}) {
            String jar = module + "/target/" + module + "-0.1.0.jar";
            assertThat(other.resolve(jar))
                    .as("%s, as packaged from the sources of now", jar)
                    .hasSameBinaryContentAs(StackUnderTest.ROOT.resolve(jar));
        }
    }

    /** Without Quarkus's own step, whose generated classes have random names in them. */
    private static void build(Path root) throws IOException, InterruptedException {
        Path log = root.resolve("build.log");
        Process build = new ProcessBuilder(
                        root.resolve("mvnw").toString(),
                        "-o",
                        "-q",
                        "-Dmaven.test.skip=true",
                        "-Dspotless.apply.skip=true",
                        "-Dspotless.check.skip=true",
                        "-Dsort.skip=true",
                        "-Dquarkus.build.skip=true",
                        "package",
                        "-am",
                        "-pl",
                        "build-orchestrator")
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(build.waitFor(8, TimeUnit.MINUTES)).as("the build ends").isTrue();
        assertThat(build.exitValue()).as(Files.readString(log)).isZero();
    }

    private static Path copy(Path to) throws IOException {
        Files.walkFileTree(StackUnderTest.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                if (NOT_SOURCES.contains(from.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(StackUnderTest.ROOT.relativize(from)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                Path file = to.resolve(StackUnderTest.ROOT.relativize(from));
                // Times of today: those of the sources must not show in a jar either.
                Files.copy(from, file, LinkOption.NOFOLLOW_LINKS);
                if (Files.isExecutable(from)) {
                    assertThat(file.toFile().setExecutable(true)).isTrue();
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }
}
