/** Processes that the stack starts: their flags, logs, restarts, and what a killed stack left of them. */
package io.slipway.local.stack.child;
