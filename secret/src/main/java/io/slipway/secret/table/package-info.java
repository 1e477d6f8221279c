/** Tables of sealed values in a service's database: written, opened, and sealed again when the key has changed. */
package io.slipway.secret.table;
