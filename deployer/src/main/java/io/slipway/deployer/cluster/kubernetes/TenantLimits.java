package io.slipway.deployer.cluster.kubernetes;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.slipway.deployer.cluster.kubernetes.KubernetesConfig.Tier;

/** What one tenant may take from the others of a cluster. */
final class TenantLimits {
    private final KubernetesConfig config;
    private final TierResources tiers;

    TenantLimits(KubernetesConfig config) {
        this.config = config;
        this.tiers = new TierResources(config.tiers());
    }

    /** Twice what the installations need: while one moves, its old and its new revision run. */
    ResourceQuota quota(ObjectMeta meta) {
        int installations = config.installationsPerNamespace();
        return new ResourceQuotaBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .addToHard("pods", new Quantity(String.valueOf(2 * installations * replicas())))
                .addToHard("requests.cpu", surge(Tier::cpu))
                .addToHard("requests.memory", surge(Tier::memory))
                .addToHard("limits.memory", surge(Tier::memoryLimit))
                .addToHard("services", new Quantity(String.valueOf(installations)))
                .addToHard("services.loadbalancers", new Quantity("0"))
                .addToHard("services.nodeports", new Quantity("0"))
                .addToHard("persistentvolumeclaims", new Quantity(String.valueOf(installations)))
                .addToHard("requests.storage", times(new Quantity(config.dataSize()), installations))
                .endSpec()
                .build();
    }

    /** For pods that are not ours: a quota refuses those that name no amounts. */
    LimitRange range(ObjectMeta meta) {
        Quantity memory = tiers.smallestMemoryLimit();
        return new LimitRangeBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .addNewLimit()
                .withType("Container")
                .addToDefault("memory", memory)
                .addToDefaultRequest("cpu", new Quantity(config.tiers().free().cpu()))
                .addToDefaultRequest("memory", memory)
                .addToMax("memory", tiers.largestMemoryLimit())
                .endLimit()
                .endSpec()
                .build();
    }

    private int replicas() {
        return tiers.all().mapToInt(Tier::replicas).max().orElseThrow();
    }

    private Quantity surge(Function<Tier, String> amount) {
        Quantity most = tiers.all()
                .map(tier -> times(new Quantity(amount.apply(tier)), tier.replicas()))
                .max(Comparator.comparing(Quantity::getNumericalAmount))
                .orElseThrow();
        return times(most, 2 * config.installationsPerNamespace());
    }

    private static Quantity times(Quantity quantity, int factor) {
        BigDecimal amount = new BigDecimal(quantity.getAmount()).multiply(BigDecimal.valueOf(factor));
        boolean thousandths = "m".equals(quantity.getFormat());
        return new Quantity(
                (thousandths ? amount.movePointLeft(3) : amount)
                        .stripTrailingZeros()
                        .toPlainString(),
                thousandths ? "" : quantity.getFormat());
    }
}
