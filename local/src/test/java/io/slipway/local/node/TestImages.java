package io.slipway.local.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.slipway.embedded.EmbeddedRegistry;
import io.slipway.local.provider.TestProvider;
import io.slipway.local.settings.RegistryAccess;

/** A real registry with images of {@link TestProvider}: a small Java runtime below, the program above. One per test run. */
public final class TestImages {
    public static final String USER = "slipway";
    public static final String PASSWORD = "test-password";

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path RUNTIME =
            TARGET.resolve("test-runtime-cds-" + Runtime.version().feature());
    private static TestImages shared;

    private final EmbeddedRegistry registry;
    private String provider;

    private TestImages(EmbeddedRegistry registry) {
        this.registry = registry;
    }

    public static synchronized TestImages shared() throws Exception {
        if (shared == null) {
            System.setProperty("sendCredentialsOverHttp", "true"); // Jib's name for it: loopback only
            shared = new TestImages(EmbeddedRegistry.start(TARGET.resolve("test-registry"), 0, USER, PASSWORD));
            Runtime.getRuntime().addShutdownHook(new Thread(shared.registry::close));
            shared.provider = shared.build(
                    "test/provider",
                    List.of(
                            "java",
                            "-Xmx32m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            "app",
                            TestProvider.class.getName()));
        }
        return shared;
    }

    String address() {
        return registry.address();
    }

    public RegistryAccess access() {
        return RegistryAccess.loopback(registry.address(), USER, PASSWORD);
    }

    /** {@code repository@digest} of the provider. */
    public String provider() {
        return provider;
    }

    /** The same files with another entrypoint. */
    public String withEntrypoint(String... entrypoint) throws Exception {
        return build("test/other", List.of(entrypoint));
    }

    /** The provider as others build images: Docker's format, a command and no entrypoint. {@code repository@digest} */
    String pushTo(EmbeddedRegistry other, String username, String password, String repository) throws Exception {
        return pushed(
                files().setEntrypoint((List<String>) null)
                        .setProgramArguments("java", "-Xmx32m", "-cp", "app", TestProvider.class.getName())
                        .setFormat(ImageFormat.Docker),
                RegistryImage.named(other.address() + "/" + repository).addCredential(username, password),
                repository);
    }

    private String build(String repository, List<String> entrypoint) throws Exception {
        return pushed(
                files().setEntrypoint(entrypoint),
                RegistryImage.named(registry.address() + "/" + repository).addCredential(USER, PASSWORD),
                repository);
    }

    private static JibContainerBuilder files() throws Exception {
        String compiled = TestProvider.class.getName().replace('.', '/') + ".class";
        return Jib.fromScratch()
                .addFileEntriesLayer(FileEntriesLayer.builder()
                        .addEntryRecursive(runtime(), AbsoluteUnixPath.get("/opt/java"), TestImages::permissions)
                        .build())
                .addFileEntriesLayer(FileEntriesLayer.builder()
                        .addEntry(
                                TARGET.resolve("test-classes").resolve(compiled),
                                AbsoluteUnixPath.get("/srv/app/" + compiled))
                        .build())
                .setWorkingDirectory(AbsoluteUnixPath.get("/srv"))
                .addEnvironmentVariable("PATH", "/usr/bin:/opt/java/bin");
    }

    private static String pushed(JibContainerBuilder image, RegistryImage target, String repository) throws Exception {
        String digest = image.containerize(Containerizer.to(target)
                        .setAllowInsecureRegistries(true)
                        .setApplicationLayersCache(TARGET.resolve("test-jib"))
                        .setBaseImageLayersCache(TARGET.resolve("test-jib")))
                .getDigest()
                .toString();
        return repository + "@" + digest;
    }

    private static com.google.cloud.tools.jib.api.buildplan.FilePermissions permissions(
            Path file, AbsoluteUnixPath inImage) {
        return Files.isExecutable(file)
                ? com.google.cloud.tools.jib.api.buildplan.FilePermissions.fromOctalString("755")
                : com.google.cloud.tools.jib.api.buildplan.FilePermissions.fromOctalString("644");
    }

    private static Path runtime() throws IOException {
        if (!Files.exists(RUNTIME)) {
            int result = ToolProvider.findFirst("jlink")
                    .orElseThrow()
                    .run(
                            System.out,
                            System.err,
                            "--generate-cds-archive",
                            "--add-modules",
                            "java.base",
                            "--strip-debug",
                            "--no-header-files",
                            "--no-man-pages",
                            "--output",
                            RUNTIME.toString());
            if (result != 0) {
                throw new IOException("jlink failed");
            }
        }
        return RUNTIME;
    }
}
