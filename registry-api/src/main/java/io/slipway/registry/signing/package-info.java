/** URLs that are good for one thing, for a while, for whoever has them: signed by this registry, checked by it. */
package io.slipway.registry.signing;
