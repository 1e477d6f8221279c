package io.slipway.registry.version;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.conventions.IfMatch;
import io.slipway.registry.organization.Caller;

/**
 * Something a caller wants done to a version.
 *
 * @param number as it was given
 * @param ifMatch which state of the version it is meant for
 */
record VersionCommand(Caller caller, ProviderName provider, String number, IfMatch ifMatch) {}
