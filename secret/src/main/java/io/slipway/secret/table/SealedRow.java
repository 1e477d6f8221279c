package io.slipway.secret.table;

import java.util.List;

import io.slipway.secret.Sealed;

/** @param key values of the key's columns */
public record SealedRow(List<Object> key, Sealed sealed) {}
