/** Providers that run in a Kubernetes cluster instead of the stack's own node: how they are reached, and what is asked of it. */
package io.slipway.local.kubernetes;
