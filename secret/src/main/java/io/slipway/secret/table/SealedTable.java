package io.slipway.secret.table;

import java.util.List;
import java.util.stream.Collectors;

import io.slipway.secret.Place;

/**
 * A table with a sealed value in each row: the columns of its primary key, {@code key_id text}, {@code nonce bytea},
 * {@code ciphertext bytea}, and an index on {@code key_id} and the key's columns. As a bean of a service it is sealed again
 * when the key has changed.
 *
 * @param key the primary key's columns, the one first that rows are asked for by
 */
public record SealedTable(String name, List<String> key) {

    /** Where the value of the row with this key is: values of the key's columns, in their order. */
    public Place place(List<?> row) {
        if (row.size() != key.size()) {
            throw new IllegalArgumentException(name + " has a key of " + key);
        }
        String first = row.stream().limit(row.size() - 1L).map(String::valueOf).collect(Collectors.joining("/"));
        return new Place(name, first, String.valueOf(row.getLast()));
    }

    /** Comma-separated, for SQL. */
    String keyColumns() {
        return String.join(", ", key);
    }
}
