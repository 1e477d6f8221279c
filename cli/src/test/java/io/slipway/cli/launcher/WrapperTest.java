package io.slipway.cli.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import io.slipway.cli.provider.Packages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code mvnw} on a machine that has no {@code unzip}: it fetches the .tar.gz then, which has a sum of its own. */
class WrapperTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TOOLBOX = Path.of("target/wrapper-tools").toAbsolutePath();
    private static final List<String> TOOLS = List.of(
            "basename",
            "cat",
            "cp",
            "dirname",
            "gzip",
            "head",
            "ls",
            "mkdir",
            "mktemp",
            "mv",
            "rm",
            "sed",
            "sha256sum",
            "sort",
            "tar",
            "tr",
            "uname");

    @TempDir
    private Path directory;

    @Test
    void withoutUnzipTheArchiveIsCheckedByItsOwnSum() throws Exception {
        Path archive = maven();

        assertThat(run(archive, Packages.sha256(archive))).isEqualTo("Maven runs\n");
    }

    @Test
    void anotherArchiveIsRefused() throws Exception {
        assertThat(run(maven(), "0".repeat(64))).contains("might be compromised");
    }

    @Test
    void theProjectNamesBothSums() throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(PROJECT.resolve(".mvn/wrapper/maven-wrapper.properties"))) {
            properties.load(in);
        }

        assertThat(properties.getProperty("distributionSha256Sum")).matches("[0-9a-f]{64}");
        assertThat(properties.getProperty("distributionTarSha256Sum"))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(properties.getProperty("distributionSha256Sum"));
    }

    /** One that only says that it runs. */
    private Path maven() throws Exception {
        Path home = Files.createDirectories(directory.resolve("apache-maven-9.9.9/bin"));
        executable(home.resolve("mvn"), "#!/bin/sh\necho Maven runs\n");
        Path archive = directory.resolve("maven.tar.gz");
        Process tar = new ProcessBuilder("tar", "czf", archive.toString(), "apache-maven-9.9.9")
                .directory(directory.toFile())
                .start();
        assertThat(tar.waitFor()).isZero();
        return archive;
    }

    private String run(Path archive, String sum) throws Exception {
        Path root = Files.createDirectories(directory.resolve("root/.mvn/wrapper"))
                .resolve("../..")
                .normalize();
        Files.copy(PROJECT.resolve("mvnw"), root.resolve("mvnw"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(PROJECT.resolve(".mvn/find-jdk.sh"), root.resolve(".mvn/find-jdk.sh"));
        Files.writeString(root.resolve(".mvn/wrapper/maven-wrapper.properties"), """
                distributionUrl=https://example.com/apache-maven-9.9.9-bin.zip
                distributionSha256Sum=%s
                distributionTarSha256Sum=%s
                """.formatted("1".repeat(64), sum));
        Path bin = Files.createDirectories(directory.resolve("bin"));
        // Called as: curl OPTIONS -o FILE URL
        executable(bin.resolve("curl"), """
                #!/bin/sh
                while [ "$1" != -o ]; do shift; done
                case "$3" in *.tar.gz) cp "%s" "$2" ;; *) exit 1 ;; esac
                """.formatted(archive));
        Checkout.linkTools(TOOLBOX, TOOLS);
        ProcessBuilder mvnw = new ProcessBuilder("/bin/sh", root.resolve("mvnw").toString()).redirectErrorStream(true);
        mvnw.environment().clear();
        mvnw.environment()
                .putAll(Map.of(
                        "PATH", bin + ":" + TOOLBOX,
                        "JAVA_HOME", System.getProperty("java.home"),
                        "HOME", directory.toString(),
                        "MAVEN_USER_HOME", directory.resolve("m2").toString()));
        Process process = mvnw.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
        return output;
    }

    private static void executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
