package io.slipway.contracts;

/** What happened to a version of a provider; emitted by registry-api on {@link Topics#VERSIONS}. */
public sealed interface VersionEvent extends LifecycleEvent {

    /** Accepted for building. */
    record VersionPublished(VersionState version) implements VersionEvent {}

    /** Built: image and schemas are known, installations may run it. */
    record VersionReleased(VersionState version) implements VersionEvent {}

    /** Its build failed or was cancelled. */
    record VersionFailed(VersionState version) implements VersionEvent {}

    /** Anything else changed; {@code reason} says what: yank, unyank, deprecate, active, delete. */
    record VersionChanged(VersionState version, String reason) implements VersionEvent {}

    /** A type that this reader does not know yet: kept as it came. */
    record Unknown(String type, String json) implements VersionEvent {}
}
