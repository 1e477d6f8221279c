package io.slipway.local.node;

/** Where a revision's process is; the names are the API's. */
public enum Phase {
    pulling,
    starting,
    ready,
    /** It was ready and its health no longer passes, or its socket is not there yet again. */
    unready,
    /** It ended by itself and will be started again. */
    crashed,
    stopping,
    stopped,
    /** The image cannot run here, whatever is tried. */
    failed
}
