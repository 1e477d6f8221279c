package io.slipway.registry.membership;

/** @param ownerName of the user that is made for it when the caller's token has none; {@code owner} when left out */
record OrganizationRequest(String name, String ownerName) {}
