package io.slipway.contracts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The CloudEvents {@code type} of each event, as it stands in the Kafka header {@code ce_type}. */
public final class EventTypes {
    private static final Map<String, Class<? extends LifecycleEvent>> CLASSES = new LinkedHashMap<>();
    private static final Map<Class<? extends LifecycleEvent>, String> NAMES = new LinkedHashMap<>();

    static {
        register("io.slipway.version.published.v1", VersionEvent.VersionPublished.class);
        register("io.slipway.version.released.v1", VersionEvent.VersionReleased.class);
        register("io.slipway.version.failed.v1", VersionEvent.VersionFailed.class);
        register("io.slipway.version.changed.v1", VersionEvent.VersionChanged.class);
        register("io.slipway.build.started.v1", BuildEvent.BuildStarted.class);
        register("io.slipway.build.succeeded.v1", BuildEvent.BuildSucceeded.class);
        register("io.slipway.build.failed.v1", BuildEvent.BuildFailed.class);
        register("io.slipway.installation.requested.v1", InstallationEvent.InstallationRequested.class);
        register("io.slipway.installation.upgrade_requested.v1", InstallationEvent.UpgradeRequested.class);
        register("io.slipway.installation.changed.v1", InstallationEvent.InstallationChanged.class);
        register("io.slipway.installation.uninstall_requested.v1", InstallationEvent.UninstallRequested.class);
        register("io.slipway.rollout.started.v1", RolloutEvent.RolloutStarted.class);
        register("io.slipway.rollout.succeeded.v1", RolloutEvent.RolloutSucceeded.class);
        register("io.slipway.rollout.failed.v1", RolloutEvent.RolloutFailed.class);
        register("io.slipway.rollout.rolled_back.v1", RolloutEvent.RolledBack.class);
        register("io.slipway.rollout.parked.v1", RolloutEvent.InstallationParked.class);
        register("io.slipway.rollout.restored.v1", RolloutEvent.InstallationRestored.class);
        register("io.slipway.rollout.removed.v1", RolloutEvent.InstallationRemoved.class);
    }

    private EventTypes() {}

    /** Empty for a type that this build does not know. */
    public static Optional<Class<? extends LifecycleEvent>> classOf(String type) {
        return Optional.ofNullable(CLASSES.get(type));
    }

    /** @throws IllegalArgumentException for an {@code Unknown}, which is never sent */
    public static String nameOf(LifecycleEvent event) {
        String name = NAMES.get(event.getClass());
        if (name == null) {
            throw new IllegalArgumentException(
                    "not an event to send: " + event.getClass().getName());
        }
        return name;
    }

    public static Map<String, Class<? extends LifecycleEvent>> all() {
        return Map.copyOf(CLASSES);
    }

    private static void register(String name, Class<? extends LifecycleEvent> type) {
        CLASSES.put(name, type);
        NAMES.put(type, name);
    }
}
