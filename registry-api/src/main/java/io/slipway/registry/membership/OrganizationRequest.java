package io.slipway.registry.membership;

import org.jspecify.annotations.Nullable;

/** @param ownerName of the user that is made for it when the caller's token has none; {@code owner} when left out */
record OrganizationRequest(String name, @Nullable String ownerName) {}
