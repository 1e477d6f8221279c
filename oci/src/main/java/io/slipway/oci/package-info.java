/** Images in registries that users name (OCI distribution specification 1.1): what a reference means, and copies. */
@org.jspecify.annotations.NullMarked
package io.slipway.oci;
