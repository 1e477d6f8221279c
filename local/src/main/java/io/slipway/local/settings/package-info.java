/** What the programs of this module that run alone read from their environment. */
package io.slipway.local.settings;
