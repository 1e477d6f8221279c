/** Publishing in two steps: a URL to upload to, and the confirmation that makes a version of what lies there. */
package io.slipway.registry.staging;
