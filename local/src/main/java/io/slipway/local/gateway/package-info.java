/**
 * One stable URL per installation in front of its revisions' processes.
 *
 * <p>It forwards by Vert.x's HTTP client itself rather than by vertx-http-proxy, which neither sends a request again that met
 * a connection just closed by the provider, nor lets WebSocket handshakes through its interceptors (4.5).
 */
package io.slipway.local.gateway;
