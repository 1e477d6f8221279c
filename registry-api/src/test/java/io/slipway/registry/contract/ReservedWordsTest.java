package io.slipway.registry.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.slipway.providerpackage.InvalidName;
import io.slipway.providerpackage.ProviderName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** No provider and no organization is named like a part of a route, today's and those of the next description. */
class ReservedWordsTest {
    /** The keys of {@code paths} in docs/openapi.yaml, which is what is served. */
    private static final Pattern PATH = Pattern.compile(" {2}(/[^: ]*):");

    @Test
    void whatFollowsANameInARouteIsNoProvidersName() throws IOException {
        Set<String> words = new TreeSet<>();
        paths().forEach(path -> {
            List<String> segments = segments(path);
            segments.stream()
                    .skip(segments.contains("{name}") ? segments.indexOf("{name}") + 1L : segments.size())
                    .filter(ReservedWordsTest::isLiteral)
                    .forEach(words::add);
        });

        assertThat(words).contains("versions", "upload-url", "publishers", "rollback");
        assertThat(words).allSatisfy(word -> assertThatThrownBy(() -> ProviderName.parse("acme/" + word))
                .as(word)
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining("'" + word + "' is reserved"));
    }

    @Test
    void whatStandsWhereAnOrganizationStandsIsNone() throws IOException {
        Set<String> words = new TreeSet<>();
        paths().map(ReservedWordsTest::segments)
                .filter(segments -> Set.of("providers", "organizations").contains(segments.getFirst()))
                .filter(segments -> segments.size() > 1 && isLiteral(segments.get(1)))
                .forEach(segments -> words.add(segments.get(1)));

        assertThat(words).contains("install", "installed", "me");
        assertThat(words).allSatisfy(word -> assertThatThrownBy(() -> ProviderName.organization(word))
                .as(word)
                .isInstanceOf(InvalidName.class)
                .hasMessageContaining("reserved"));
    }

    private static Stream<String> paths() throws IOException {
        return Files.readAllLines(GeneratedDocument.DOCS.resolve("openapi.yaml")).stream()
                .map(PATH::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(path -> path.group(1));
    }

    private static List<String> segments(String path) {
        return Arrays.asList(path.substring(1).split("/"));
    }

    private static boolean isLiteral(String segment) {
        return !segment.startsWith("{");
    }
}
