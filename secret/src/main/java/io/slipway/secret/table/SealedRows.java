package io.slipway.secret.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.secret.Sealed;
import io.slipway.secret.SecretBox;
import io.smallrye.mutiny.Uni;

/** Rows of sealed tables, in the caller's transaction. */
@ApplicationScoped
public class SealedRows {
    private final SecretBox box;

    SealedRows(SecretBox box) {
        this.box = box;
    }

    /** Seals by the current key; what is there is replaced. */
    public Uni<Void> put(SealedTable table, List<Object> key, String value) {
        String sql = "insert into %s (%s, key_id, nonce, ciphertext) values (%s, :keyId, :nonce, :ciphertext)"
                + " on conflict (%s) do update set key_id = excluded.key_id, nonce = excluded.nonce,"
                + " ciphertext = excluded.ciphertext";
        return write(
                sql.formatted(table.name(), table.keyColumns(), parameters(key.size()), table.keyColumns()),
                key,
                box.seal(table.place(key), value));
    }

    /** All rows whose first key column has one of these values. */
    public Uni<List<SealedRow>> rows(SealedTable table, Collection<String> first) {
        String sql = "select %s, key_id, nonce, ciphertext from %s where %s in (:first)"
                .formatted(table.keyColumns(), table.name(), table.key().getFirst());
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(sql, Tuple.class)
                        .setParameter("first", first)
                        .getResultList())
                .map(found -> rows(table, found));
    }

    /**
     * The value.
     *
     * @throws io.slipway.secret.UnknownKeyException when its key is not configured
     * @throws io.slipway.secret.UnopenedException when it is not what was sealed for this row
     */
    public String open(SealedTable table, SealedRow row) {
        return box.open(table.place(row.key()), row.sealed());
    }

    /** Deletes all rows whose first key column has this value. */
    public Uni<Void> delete(SealedTable table, String first) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("delete from %s where %s = :first"
                                .formatted(table.name(), table.key().getFirst()))
                        .setParameter("first", first)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Deletes one row. */
    public Uni<Void> delete(SealedTable table, List<Object> key) {
        String sql =
                "delete from %s where (%s) = (%s)".formatted(table.name(), table.keyColumns(), parameters(key.size()));
        return Panache.getSession()
                .flatMap(session -> {
                    var query = session.createNativeQuery(sql);
                    IntStream.range(0, key.size()).forEach(i -> query.setParameter("k" + i, key.get(i)));
                    return query.executeUpdate();
                })
                .replaceWithVoid();
    }

    /**
     * The next rows that this key has sealed, locked until the transaction ends: another replica passes by them.
     *
     * @param after exclusive key of a row; null for the first
     */
    Uni<List<SealedRow>> lock(SealedTable table, String keyId, List<Object> after, int limit) {
        String next = after == null ? "" : " and (%s) > (%s)".formatted(table.keyColumns(), parameters(after.size()));
        String sql = ("select %s, key_id, nonce, ciphertext from %s where key_id = :keyId" + next
                        + " order by key_id, %s limit :limit for update skip locked")
                .formatted(table.keyColumns(), table.name(), table.keyColumns());
        return Panache.getSession()
                .flatMap(session -> {
                    var query = session.createNativeQuery(sql, Tuple.class)
                            .setParameter("keyId", keyId)
                            .setParameter("limit", limit);
                    if (after != null) {
                        IntStream.range(0, after.size()).forEach(i -> query.setParameter("k" + i, after.get(i)));
                    }
                    return query.getResultList();
                })
                .map(found -> rows(table, found));
    }

    /** Seals it again by the current key. */
    Uni<Void> reseal(SealedTable table, SealedRow row) {
        String sql = "update %s set key_id = :keyId, nonce = :nonce, ciphertext = :ciphertext where (%s) = (%s)"
                .formatted(
                        table.name(), table.keyColumns(), parameters(row.key().size()));
        return write(sql, row.key(), box.reseal(table.place(row.key()), row.sealed()));
    }

    /** The ids of the keys that rows are sealed by, without reading all rows. */
    Uni<List<String>> keyIds(SealedTable table) {
        String sql = """
                with recursive ids as (
                    (select key_id from %1$s order by key_id limit 1)
                    union all
                    select (select key_id from %1$s where key_id > ids.key_id order by key_id limit 1)
                    from ids where ids.key_id is not null)
                select key_id from ids where key_id is not null""".formatted(table.name());
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(sql, String.class).getResultList());
    }

    /** How many rows the key has sealed; no more than this are counted. */
    Uni<Long> count(SealedTable table, String keyId, int most) {
        String sql = "select count(*) from (select 1 from %s where key_id = :keyId limit :most) as counted"
                .formatted(table.name());
        return Panache.getSession().flatMap(session -> session.createNativeQuery(sql, Long.class)
                .setParameter("keyId", keyId)
                .setParameter("most", most)
                .getSingleResult());
    }

    private static Uni<Void> write(String sql, List<Object> key, Sealed sealed) {
        return Panache.getSession()
                .flatMap(session -> {
                    var query = session.createNativeQuery(sql)
                            .setParameter("keyId", sealed.keyId())
                            .setParameter("nonce", sealed.nonce())
                            .setParameter("ciphertext", sealed.ciphertext());
                    IntStream.range(0, key.size()).forEach(i -> query.setParameter("k" + i, key.get(i)));
                    return query.executeUpdate();
                })
                .replaceWithVoid();
    }

    private static List<SealedRow> rows(SealedTable table, List<Tuple> found) {
        return found.stream().map(row -> row(table, row)).toList();
    }

    private static SealedRow row(SealedTable table, Tuple row) {
        List<Object> key = new ArrayList<>();
        table.key().forEach(column -> key.add(row.get(column)));
        return new SealedRow(
                List.copyOf(key),
                new Sealed(
                        row.get("key_id", String.class),
                        row.get("nonce", byte[].class),
                        row.get("ciphertext", byte[].class)));
    }

    private static String parameters(int count) {
        return IntStream.range(0, count).mapToObj(i -> ":k" + i).collect(Collectors.joining(", "));
    }
}
