/** The base image {@code java25}, made from the JDK that runs Slipway, because the embedded stack pulls nothing. */
package io.slipway.local.stack.runtime;
