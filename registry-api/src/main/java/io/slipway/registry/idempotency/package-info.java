/**
 * {@code Idempotency-Key}: a request that is sent again, because its answer was lost, is not done again. Begin with
 * {@link io.slipway.registry.idempotency.AnswerOnce}; routes take part by {@link
 * io.slipway.registry.idempotency.Idempotent}.
 */
package io.slipway.registry.idempotency;
