package io.slipway.registry.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.slipway.registry.paging.Keyset;

/**
 * A page of the catalogue as SQL: the ids of what one may see, in order, with their ranks.
 *
 * <p>A list takes a page by each rule that shows anything, each along its own index, and merges them: it never walks over
 * what others keep to themselves. A search has to rank all that one may see of what it finds: what is found, the words
 * decide along their index, of that the rules what is seen, and only that is ranked.
 */
record CatalogueQuery(Reader reader, CatalogueFilter filter, Keyset page) {
    private static final String PREFIXES = "to_tsquery('simple', :prefixes)";

    /** Whole words count twice, and a provider of exactly that name comes first. In millionths, so that it is exact. */
    private static final String RANK = "cast(1000000 * (ts_rank(p.search, " + PREFIXES
            + ") + ts_rank(p.search, to_tsquery('simple', :words))"
            + " + case when :text in (p.name, split_part(p.name, '/', 2)) then 1 else 0 end) as integer)";

    private static final String LISTED =
            "(select p.id from provider p where p.deleted_at is null and %s%s%s order by p.id%s limit %d)";

    /** Along the shares of one grantee. */
    private static final String SHARED =
            "(select s.provider_id as id from share s join provider p on p.id = s.provider_id"
                    + " where s.grantee = %s and p.deleted_at is null and p.released_at is not null%s%s"
                    + " order by s.provider_id%s limit %d)";

    /** Behind the offset PostgreSQL does not look for another way: the index of the words is the one that finds least. */
    private static final String FOUND = "with seen as materialized (select p.id, " + RANK
            + " as rank from (select * from provider p where p.deleted_at is null and p.search @@ " + PREFIXES
            + "%s offset 0) as p where %s) select id, rank from seen%s order by rank%s, id%s limit %d";

    String sql() {
        return filter.ranked() ? ranked() : listed();
    }

    /** Those that the SQL has. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("organization", reader.organization());
        parameters.put("account", reader.user() == null ? "" : reader.user());
        IntStream.range(0, filter.tags().size())
                .forEach(i -> parameters.put("tag" + i, filter.tags().get(i)));
        if (filter.ranked()) {
            parameters.put("prefixes", filter.byPrefix());
            parameters.put("words", filter.exactly());
            parameters.put("text", filter.text());
        }
        if (anchor() != null) {
            parameters.put("anchor", anchor().id());
        }
        String sql = sql();
        parameters.keySet().removeIf(name -> !sql.contains(":" + name));
        return parameters;
    }

    private String listed() {
        return rules().stream()
                .flatMap(this::branches)
                .collect(Collectors.joining(
                        " union ",
                        "select id, 0 as rank from (",
                        ") as listed order by id" + direction() + " limit " + page.rows()));
    }

    private Stream<String> branches(ReadingRule rule) {
        return switch (rule) {
            case PUBLISHERS, MEMBERS, EVERYBODY ->
                Stream.of(LISTED.formatted(rule.condition(), tags(), after("p.id"), direction(), page.rows()));
            case SHARED ->
                Stream.of(":organization", ":account")
                        .map(grantee -> SHARED.formatted(
                                // Told of both, or a join begins at the first provider of all.
                                grantee, tags(), after("s.provider_id") + after("p.id"), direction(), page.rows()));
        };
    }

    private String after(String column) {
        return anchor() == null ? "" : " and " + column + beyond() + ":anchor";
    }

    private String ranked() {
        return FOUND.formatted(
                tags(), ReadingRule.anyOf(rules()), afterRanked(), direction(), direction(), page.rows());
    }

    private String afterRanked() {
        if (anchor() == null) {
            return "";
        }
        String rank = anchor().rank() == null
                ? "(select a.rank from seen a where a.id = :anchor)"
                : anchor().rank().toString();
        return " where (rank, id)" + beyond() + "(" + rank + ", :anchor)";
    }

    private String tags() {
        return filter.tags().isEmpty()
                ? ""
                : IntStream.range(0, filter.tags().size())
                        .mapToObj(i -> "cast(:tag" + i + " as text)")
                        .collect(Collectors.joining(", ", " and p.tag_words @> array[", "]"));
    }

    private List<ReadingRule> rules() {
        return filter.rules(reader);
    }

    private CatalogueHit anchor() {
        return page.anchor() == null ? null : CatalogueHit.parse(page.anchor());
    }

    private boolean falling() {
        return page.descending() != page.backward();
    }

    private String direction() {
        return falling() ? " desc" : " asc";
    }

    private String beyond() {
        return falling() ? " < " : " > ";
    }
}
