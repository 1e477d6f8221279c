package io.slipway.deployer.policy;

/** Where an installation should go. */
public sealed interface Target {

    /** Run this, with the intent's config and tier. */
    record Run(Release release) implements Target {}

    /** Stay exactly with what serves, if anything does: what is wanted was rejected here. */
    record Keep() implements Target {}

    /**
     * What is wanted cannot run yet.
     *
     * @param blocked true when waiting alone will not help
     * @param reason CamelCase, for the condition
     * @param message says what the user can do
     * @param meanwhile what runs until then, with the intent's config and tier; null: exactly what serves
     */
    record Wait(boolean blocked, String reason, String message, Release meanwhile) implements Target {
        Wait(boolean blocked, String reason, String message) {
            this(blocked, reason, message, null);
        }
    }

    /** Nothing may run. */
    record Absent(boolean deleteData) implements Target {}
}
