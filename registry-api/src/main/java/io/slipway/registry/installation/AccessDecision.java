package io.slipway.registry.installation;

import io.slipway.contracts.InstallationIntent.PinCause;

/** What becomes of an installation when who may see its provider has changed. */
enum AccessDecision {
    /** It keeps running what it runs. */
    HOLD,
    /** What that had held follows its policy again. */
    RELEASE,
    NOTHING;

    /**
     * @param open whether its tenant may see the provider
     * @param cause of the pin that there is; null without one. A pin by hand is never touched: it holds already
     */
    static AccessDecision of(boolean open, PinCause cause) {
        if (!open && cause == null) {
            return HOLD;
        }
        return open && cause == PinCause.access ? RELEASE : NOTHING;
    }
}
