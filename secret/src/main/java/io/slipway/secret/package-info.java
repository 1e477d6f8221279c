/** Secrets at rest; plain Java, for the services and the node alike. See docs/adr/0015-secrets-at-rest.md. */
package io.slipway.secret;
