/** Real servers for the tests of all modules: one PostgreSQL, one Kafka broker, one OCI registry per Maven run. */
package io.slipway.testing;
