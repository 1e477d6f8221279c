/** Everything that {@code slipway up} starts: the servers, the node, and the services as processes of their own. */
package io.slipway.local.stack;
