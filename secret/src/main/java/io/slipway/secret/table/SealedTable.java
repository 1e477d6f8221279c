package io.slipway.secret.table;

import java.util.List;
import java.util.stream.Collectors;

import io.slipway.secret.Place;
import org.jspecify.annotations.Nullable;

/**
 * A table with a sealed value in each row: the columns of its primary key, {@code key_id text}, {@code nonce bytea},
 * {@code ciphertext bytea}, and an index on {@code key_id} and the key's columns. As a bean of a service it is sealed again
 * when the key has changed.
 *
 * @param key the primary key's columns, the one first that rows are asked for by
 * @param value what each row holds; null when the last of the key's columns says that
 */
public record SealedTable(
        String name, List<String> key, @Nullable String value) {

    /** A table whose key says which value a row holds. */
    public SealedTable(String name, List<String> key) {
        this(name, key, null);
    }

    /** Where the value of the row with this key is: values of the key's columns, in their order. */
    public Place place(List<?> row) {
        if (row.size() != key.size()) {
            throw new IllegalArgumentException(name + " has a key of " + key);
        }
        return value == null
                ? new Place(name, joined(row.subList(0, row.size() - 1)), String.valueOf(row.getLast()))
                : new Place(name, joined(row), value);
    }

    private static String joined(List<?> parts) {
        return parts.stream().map(String::valueOf).collect(Collectors.joining("/"));
    }

    /** Comma-separated, for SQL. */
    String keyColumns() {
        return String.join(", ", key);
    }
}
