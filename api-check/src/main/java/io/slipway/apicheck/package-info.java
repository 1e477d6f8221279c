/** Compares answers of the API with docs/openapi.yaml, for the tests of all modules. Begin with {@link ApiContract}. */
package io.slipway.apicheck;
