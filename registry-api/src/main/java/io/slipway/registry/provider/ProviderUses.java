package io.slipway.registry.provider;

import java.util.List;

import io.slipway.registry.organization.Caller;
import io.smallrye.mutiny.Uni;

/** Who has a provider installed; implemented where installations are known. Ask under the provider's lock. */
public interface ProviderUses {
    /** How many users of a version are named at most. */
    int NAMED = 100;

    Uni<Boolean> isInstalled(String provider);

    /** Whether an installation runs the version or moves to it. */
    Uni<Boolean> isInstalled(String provider, String version);

    /** The caller's installations by name, the others' as a number. */
    Uni<Affected> affectedBy(String provider, String version, Caller caller);

    /**
     * Installations that run a version or move to it.
     *
     * @param installations the caller's, at most {@link #NAMED}
     * @param yours how many of them there are
     * @param others how many other organizations have
     */
    record Affected(List<Use> installations, long yours, long others) {}

    /** One installation of the caller's. */
    record Use(String id, String provider, String environment) {}
}
