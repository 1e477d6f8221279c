/** HTTP to addresses that users name. */
@NullMarked
package io.slipway.outbound;

import org.jspecify.annotations.NullMarked;
