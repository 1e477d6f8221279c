package io.slipway.deployer.cluster.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.slipway.deployer.cluster.Placement;

/** What an organization's environment is made of: a namespace, and what holds for all in it. */
final class TenantManifests {
    private static final String POD_SECURITY = "pod-security.kubernetes.io/";

    private final KubernetesConfig config;
    private final TenantLimits limits;
    private final TenantNetwork network;

    TenantManifests(KubernetesConfig config) {
        this.config = config;
        this.limits = new TenantLimits(config);
        this.network = new TenantNetwork(config.network());
    }

    /** The namespace comes first. */
    List<HasMetadata> of(Placement placement) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(namespace(placement));
        objects.add(serviceAccount(placement));
        if (pulls()) {
            objects.add(pullSecret(placement));
        }
        objects.add(limits.quota(meta(placement, "slipway")));
        objects.add(limits.range(meta(placement, "slipway")));
        objects.addAll(network.policies(name -> meta(placement, name)));
        objects.forEach(Desired::marked);
        return objects;
    }

    Namespace namespace(Placement placement) {
        Map<String, String> labels = Labels.tenant(placement);
        for (String mode : List.of("enforce", "audit", "warn")) {
            labels.put(POD_SECURITY + mode, "restricted");
        }
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(Labels.UID, uid(placement));
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name(placement))
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    /** The namespace's. */
    String name(Placement placement) {
        return new Metadata(config, placement).namespace();
    }

    static String uid(Placement placement) {
        return placement.organization() + "/" + placement.environment();
    }

    /** The pull secret hangs here and not in pods: a new login starts no provider again. */
    private ServiceAccount serviceAccount(Placement placement) {
        ServiceAccountBuilder account = new ServiceAccountBuilder()
                .withMetadata(meta(placement, Names.SERVICE_ACCOUNT))
                .withAutomountServiceAccountToken(false);
        if (pulls()) {
            account.addNewImagePullSecret(Names.PULL_SECRET);
        }
        return account.build();
    }

    private boolean pulls() {
        return config.registry().isPresent()
                && config.registryUsername().isPresent()
                && config.registryPassword().isPresent();
    }

    private Secret pullSecret(Placement placement) {
        String username = config.registryUsername().orElseThrow();
        String password = config.registryPassword().orElseThrow();
        Map<String, String> login = new LinkedHashMap<>();
        login.put("username", username);
        login.put("password", password);
        login.put("auth", base64(username + ":" + password));
        String document =
                Serialization.asJson(Map.of("auths", Map.of(config.registry().orElseThrow(), login)));
        return new SecretBuilder()
                .withMetadata(meta(placement, Names.PULL_SECRET))
                .withType("kubernetes.io/dockerconfigjson")
                .withData(Map.of(".dockerconfigjson", base64(document)))
                .build();
    }

    private ObjectMeta meta(Placement placement, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(name(placement))
                .withLabels(Labels.tenant(placement))
                .withAnnotations(new LinkedHashMap<>())
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
