package io.slipway.deployer;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Manifest;
import io.slipway.contracts.VersionState.Status;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.contracts.VersionState.Yank;

/** Versions and intents, and small changes of them. */
public final class Samples {
    public static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<String, Object> CONFIG = Map.of(
            "type",
            "object",
            "properties",
            Map.of("GREETING", Map.of("type", "string", "default", "hello"), "COUNT", Map.of("type", "integer")));

    private Samples() {}

    public static String image(String provider, String version) {
        return provider + "@sha256:" + version;
    }

    public static VersionState version(String provider, String version) {
        return version(provider, version, Status.published, false, null);
    }

    public static VersionState version(String provider, String version, Status status, boolean active, Yank yank) {
        return version(provider, version, status, active, yank, 1, Strategy.switch_);
    }

    public static VersionState version(
            String provider,
            String version,
            Status status,
            boolean active,
            Yank yank,
            long sequence,
            Strategy strategy) {
        boolean built = status == Status.published || status == Status.yanked;
        return new VersionState(
                "prv_" + provider + version,
                provider,
                version,
                sequence,
                status,
                "bld_1",
                "0".repeat(64),
                1,
                "java25",
                "25",
                null,
                new Manifest(List.of("java", "Hello.java"), 8080, "/healthz", strategy, CONFIG, null, null),
                built ? image(provider, version) : null,
                List.of(),
                active,
                yank,
                null,
                null,
                T0,
                built ? T0 : null,
                null);
    }

    public static VersionState withConfig(VersionState version, Map<String, Object> schema) {
        Manifest manifest = version.manifest();
        return new VersionState(
                version.id(),
                version.provider(),
                version.version(),
                version.sequence(),
                version.status(),
                version.buildId(),
                version.sourceHash(),
                version.sourceSizeBytes(),
                version.runtime(),
                version.runtimeVersion(),
                version.runtimeImage(),
                new Manifest(
                        manifest.entrypoint(),
                        manifest.port(),
                        manifest.health(),
                        manifest.strategy(),
                        schema,
                        null,
                        manifest.data()),
                version.image(),
                version.schemas(),
                version.active(),
                version.yank(),
                version.deprecation(),
                version.errorMessage(),
                version.createdAt(),
                version.publishedAt(),
                version.requires());
    }

    /** A mutable intent, for tests that change one thing after the other. */
    public static final class Intent {
        public final String id;
        public final String provider;
        public long generation = 1;
        public long requested = 1;
        public long sequence = 1;
        public Desired desired = Desired.present;
        public boolean deleteData;
        public boolean force;
        public String version;
        public String pin;
        public PinCause pinCause;
        public UpgradePolicy policy = UpgradePolicy.auto;
        public String range;
        public ResourceTier tier = ResourceTier.standard;
        public int configRevision = 1;
        public Map<String, Object> config = Map.of();

        public Intent(String id, String provider, String version) {
            this.id = id;
            this.provider = provider;
            this.version = version;
        }

        /** A change by hand that asks for a version. */
        public Intent byHand(String wanted) {
            version = wanted;
            requested = ++generation;
            sequence++;
            return this;
        }

        public Intent changed() {
            generation++;
            sequence++;
            return this;
        }

        public InstallationIntent state() {
            return new InstallationIntent(
                    id,
                    "acme",
                    "default",
                    provider,
                    sequence,
                    generation,
                    requested,
                    desired,
                    deleteData,
                    force,
                    version,
                    pin,
                    pinCause,
                    policy,
                    range,
                    tier,
                    configRevision,
                    config,
                    "tok_1",
                    T0,
                    T0);
        }
    }
}
