package io.slipway.registry.release;

/** @param epoch the claim: what an earlier one brings is dropped */
record ImportJob(String id, long epoch, String releaseId) {}
