/**
 * What services tell each other: events as sealed records, topic names and value types. It depends on the JDK and on
 * Jackson's annotations alone, so that any program on the JVM can subscribe with it. JSON is snake_case, times are RFC
 * 3339 in UTC; readers ignore unknown fields.
 */
package io.slipway.contracts;
