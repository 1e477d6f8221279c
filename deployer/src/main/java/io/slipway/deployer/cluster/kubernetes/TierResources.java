package io.slipway.deployer.cluster.kubernetes;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.deployer.cluster.kubernetes.KubernetesConfig.Tier;

/** What each tier comes to. */
record TierResources(KubernetesConfig.Tiers tiers) {

    Tier of(ResourceTier tier) {
        return switch (tier) {
            case free -> tiers.free();
            case standard -> tiers.standard();
            case performance -> tiers.performance();
        };
    }

    ResourceRequirements requirements(ResourceTier name) {
        Tier tier = of(name);
        ResourceRequirementsBuilder resources = new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(tier.cpu()))
                .addToRequests("memory", new Quantity(tier.memory()))
                .addToLimits("memory", new Quantity(tier.memoryLimit()));
        tier.cpuLimit().ifPresent(limit -> resources.addToLimits("cpu", new Quantity(limit)));
        return resources.build();
    }

    Stream<Tier> all() {
        return Arrays.stream(ResourceTier.values()).map(this::of);
    }

    Quantity smallestMemoryLimit() {
        return all().map(tier -> new Quantity(tier.memoryLimit()))
                .min(Comparator.comparing(Quantity::getNumericalAmount))
                .orElseThrow();
    }

    Quantity largestMemoryLimit() {
        return all().map(tier -> new Quantity(tier.memoryLimit()))
                .max(Comparator.comparing(Quantity::getNumericalAmount))
                .orElseThrow();
    }
}
