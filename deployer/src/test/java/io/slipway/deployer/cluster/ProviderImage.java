package io.slipway.deployer.cluster;

import java.nio.file.Path;
import java.util.List;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import io.slipway.embedded.MachineCache;
import io.slipway.local.settings.RegistryAccess;
import io.slipway.local.stack.runtime.RuntimeImage;

/** {@link ContractProvider} as an image: the platform's Java runtime, and the class above it. */
public final class ProviderImage {
    private static final String REPOSITORY = "test/contract";
    private static final AbsoluteUnixPath HOME = AbsoluteUnixPath.get("/app");

    private ProviderImage() {}

    /** Repository@digest, without a host. */
    public static String push(RegistryAccess registry) throws Exception {
        String base = registry.address() + "/" + new RuntimeImage(registry, MachineCache.directory()).push();
        Path classes = Path.of(ContractProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String file = ContractProvider.class.getName().replace('.', '/') + ".class";
        String digest = Jib.from(image(registry, base))
                .addFileEntriesLayer(FileEntriesLayer.builder()
                        .addEntry(classes.resolve(file), HOME.resolve(file))
                        .build())
                .setWorkingDirectory(HOME)
                .setEntrypoint(List.of(
                        "java",
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        ".",
                        ContractProvider.class.getName()))
                .containerize(Containerizer.to(image(registry, registry.address() + "/" + REPOSITORY))
                        .setAllowInsecureRegistries(registry.insecure())
                        .setBaseImageLayersCache(MachineCache.directory().resolve("jib"))
                        .setApplicationLayersCache(MachineCache.directory().resolve("jib")))
                .getDigest()
                .toString();
        return REPOSITORY + "@" + digest;
    }

    private static RegistryImage image(RegistryAccess registry, String name) throws Exception {
        return RegistryImage.named(name).addCredential(registry.username(), registry.password());
    }
}
