package io.slipway.orchestrator.image;

/** The OCI registry does not do what was asked, or not for this service; to ask again soon changes nothing. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
}
