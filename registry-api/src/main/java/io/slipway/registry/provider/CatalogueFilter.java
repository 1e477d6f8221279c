package io.slipway.registry.provider;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/**
 * Which of the providers that one may see are asked for.
 *
 * @param text what was searched for; null: nothing, all are listed
 * @param scopes in one of which it must be seen; empty for all
 * @param tags all of which it must have
 */
record CatalogueFilter(String text, List<Shelf> scopes, List<String> tags) {
    private static final int MAX_TEXT = 200;
    private static final int SHORTEST_PREFIX = 2;

    /** By what one sees a provider. */
    enum Shelf {
        PUBLIC(ReadingRule.EVERYBODY),
        ORGANIZATION(ReadingRule.PUBLISHERS, ReadingRule.MEMBERS),
        SHARED(ReadingRule.SHARED);

        private final List<ReadingRule> rules;

        Shelf(ReadingRule... rules) {
            this.rules = List.of(rules);
        }
    }

    /** Null means: left out. @throws ProblemException 422 for what is beyond its limits */
    static CatalogueFilter of(String q, List<String> scopes, List<String> tags) {
        if (q != null && q.length() > MAX_TEXT) {
            throw invalid("q", "may have " + MAX_TEXT + " characters, has " + q.length());
        }
        return new CatalogueFilter(
                q == null || q.isBlank() ? null : q.strip().toLowerCase(Locale.ROOT),
                scopes.stream().map(CatalogueFilter::shelf).toList(),
                ProviderMetadata.checked(tags));
    }

    boolean ranked() {
        return text != null;
    }

    /** Searched for, but without a word: nothing is found by punctuation. */
    boolean findsNothing() {
        return ranked() && words().isEmpty();
    }

    /** A full-text query: each of the words. */
    String exactly() {
        return words().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" & "));
    }

    /** The same for words that begin so; a single letter would begin half of all words. */
    String byPrefix() {
        return words().stream()
                .map(word -> "'" + word + "'" + (word.length() < SHORTEST_PREFIX ? "" : ":*"))
                .collect(Collectors.joining(" & "));
    }

    /** The rules by one of which a provider must be seen. */
    List<ReadingRule> rules(Reader reader) {
        return ReadingRule.of(reader).stream()
                .filter(rule -> scopes.isEmpty() || scopes.stream().anyMatch(scope -> scope.rules.contains(rule)))
                .toList();
    }

    /** Letters, digits and the marks on them only: nothing that has a meaning in a query. */
    private List<String> words() {
        return Stream.of(text.split("[^\\p{L}\\p{N}\\p{M}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Shelf shelf(String word) {
        return Arrays.stream(Shelf.values())
                .filter(shelf -> shelf.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> invalid("scope", "must be public, organization or shared"));
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, field, message);
    }
}
