/** The package format of providers: names and versions, the manifest, safe archives, schemas. */
package io.slipway.providerpackage;
