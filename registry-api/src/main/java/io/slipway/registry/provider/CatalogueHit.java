package io.slipway.registry.provider;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the catalogue. The rank is part of it: a page goes on at the same place when the provider that it begins after
 * has changed or gone meanwhile.
 *
 * @param rank null in a list, and for a place that was given by its id alone
 */
record CatalogueHit(String id, Integer rank) {
    private static final Pattern RANKED = Pattern.compile("([0-9]{1,9})\\.(.*)", Pattern.DOTALL);

    static CatalogueHit parse(String cursor) {
        Matcher ranked = RANKED.matcher(cursor);
        return ranked.matches()
                ? new CatalogueHit(ranked.group(2), Integer.valueOf(ranked.group(1)))
                : new CatalogueHit(cursor, null);
    }

    String cursor() {
        return rank == null ? id : rank + "." + id;
    }
}
