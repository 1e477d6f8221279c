package io.slipway.deployer.cluster.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Directories of this machine as volumes, for a cluster that provisions none. */
final class Volumes implements AutoCloseable {
    static final String CLASS = "slipway-test";

    private static final int COUNT = 24;

    private final KubernetesClient client;
    private final List<PersistentVolume> made = new ArrayList<>();

    private Volumes(KubernetesClient client) {
        this.client = client;
    }

    static Volumes make(KubernetesClient client, String prefix) throws IOException {
        Volumes volumes = new Volumes(client);
        Path root = Files.createTempDirectory("slipway-volumes");
        for (int i = 0; i < COUNT; i++) {
            Path directory = Files.createDirectory(root.resolve("v" + i));
            // A kubelet gives no group to a directory of its machine.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            volumes.made.add(client.resource(volume(prefix + "v" + i, directory))
                    .fieldManager("slipway-test")
                    .serverSideApply());
        }
        return volumes;
    }

    private static PersistentVolume volume(String name, Path directory) {
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withStorageClassName(CLASS)
                .withAccessModes("ReadWriteOnce")
                .addToCapacity("storage", new Quantity("1Gi"))
                .withNewHostPath()
                .withPath(directory.toString())
                .endHostPath()
                .endSpec()
                .build();
    }

    @Override
    public void close() {
        made.forEach(volume -> client.resource(volume).delete());
    }
}
