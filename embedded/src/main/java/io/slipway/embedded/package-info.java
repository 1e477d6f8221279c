/** Real servers for one machine: PostgreSQL as a child process, a Kafka broker and an OCI registry inside this JVM. */
package io.slipway.embedded;
