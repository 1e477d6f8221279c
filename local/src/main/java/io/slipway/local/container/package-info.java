/** What a container's image is made with. */
package io.slipway.local.container;
