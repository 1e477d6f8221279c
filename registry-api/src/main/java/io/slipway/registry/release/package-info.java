/**
 * Releases come from elsewhere as documents, and go elsewhere as such. Begin with {@link
 * io.slipway.registry.release.AcceptImport}; {@link io.slipway.registry.release.ImportWorker} does what takes time.
 */
package io.slipway.registry.release;
