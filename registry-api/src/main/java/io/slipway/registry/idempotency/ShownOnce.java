package io.slipway.registry.idempotency;

/** An answer that shows a secret, which is not kept with it: its JSON has it as {@code token}. */
public interface ShownOnce {

    /** Whose secret it is, {@code tok_…}. */
    String tokenId();
}
