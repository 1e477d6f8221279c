package io.slipway.registry.version;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.organization.Caller;

/**
 * Something a caller wants done to a version.
 *
 * @param number as it was given
 */
record VersionCommand(Caller caller, ProviderName provider, String number) {}
