package io.slipway.deployer.cluster.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slipway.deployer.cluster.Placement;
import io.slipway.deployer.cluster.RevisionSpec;

/** A directory of src/test/resources/manifests: {@code in.yaml}, and {@code out-*.yaml} with what is applied for it. */
record ManifestCase(Path directory) {
    private static final Path ALL = Path.of("src/test/resources/manifests");

    /** @param config properties below slipway.kubernetes; {@code route} may be missing */
    record Input(Map<String, String> config, Placement placement, RevisionSpec revision, Integer route, long fence) {}

    static List<ManifestCase> all() {
        return list(ALL).filter(Files::isDirectory).map(ManifestCase::new).toList();
    }

    static ManifestCase named(String name) {
        return new ManifestCase(ALL.resolve(name));
    }

    Input input() {
        return Serialization.unmarshal(text("in.yaml"), Input.class);
    }

    /** In the order in which they may be applied. */
    List<HasMetadata> objects(Map<String, String> overrides) {
        Input input = input();
        Map<String, String> properties = new HashMap<>(input.config());
        properties.putAll(overrides);
        KubernetesConfig config = TestKubernetesConfig.of(properties);
        RevisionManifests revisions = new RevisionManifests(config);
        List<HasMetadata> objects = new ArrayList<>(new TenantManifests(config).of(input.placement()));
        objects.add(new ServiceManifest(config).of(input.placement(), input.route(), input.fence()));
        objects.add(revisions.secret(input.placement(), input.revision(), input.fence()));
        revisions.data(input.placement(), input.revision(), input.fence()).ifPresent(objects::add);
        objects.add(revisions.deployment(input.placement(), input.revision(), input.fence()));
        revisions
                .disruptionBudget(input.placement(), input.revision(), input.fence())
                .ifPresent(objects::add);
        return objects;
    }

    Map<String, String> made() {
        Map<String, String> files = new TreeMap<>();
        for (HasMetadata object : objects(Map.of())) {
            String name = "out-%s-%s.yaml"
                    .formatted(
                            object.getKind().toLowerCase(Locale.ROOT),
                            object.getMetadata().getName());
            files.put(name, Serialization.asYaml(object));
        }
        return files;
    }

    Map<String, String> kept() {
        Map<String, String> files = new TreeMap<>();
        list(directory)
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("in.yaml"))
                .forEach(name -> files.put(name, text(name)));
        return files;
    }

    void keep(Map<String, String> files) {
        try {
            for (String old : kept().keySet()) {
                Files.delete(directory.resolve(old));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return directory.getFileName().toString();
    }
}
