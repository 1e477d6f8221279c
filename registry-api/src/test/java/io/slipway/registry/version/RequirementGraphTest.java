package io.slipway.registry.version;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RequirementGraphTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # reason,                              what a/p requires, what others require,        the circle
            nothing is required,                   '',                '',
            a leaf,                                'a/b',             '',
            two that require the same,             'a/b a/c',         'a/b:a/d a/c:a/d',
            a circle that leaves it out,           'a/b',             'a/b:a/c a/c:a/b',
            the other requires it,                 'a/b',             'a/b:a/p',                  'a/p a/b a/p'
            three in a circle,                     'a/b',             'a/b:a/c a/c:a/p',          'a/p a/b a/c a/p'
            the shortest way is told,              'a/b a/c',         'a/b:a/d a/d:a/p a/c:a/p',  'a/p a/c a/p'
            a circle beside a leaf,                'a/x a/b',         'a/b:a/p',                  'a/p a/b a/p'
            itself,                                'a/p',             '',                         'a/p a/p'
            """)
    void table(String reason, String requires, String others, String circle) {
        RequirementGraph graph = walked("a/p", words(requires), edges(others));

        assertThat(graph.circle().map(way -> String.join(" ", way)).orElse(null))
                .as(reason)
                .isEqualTo(circle);
    }

    @Test
    void theWayIsTold() {
        RequirementGraph graph = walked("a/p", List.of("a/b"), Map.of("a/b", List.of("a/p")));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> graph.mustBeNoCircle("z"))
                .withMessageContaining("a/p → a/b → a/p")
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.DEPENDENCY_CYCLE));
    }

    @ParameterizedTest
    @CsvSource({"a, a/p → a/b → … → a/p", "b, a/p → a/b → … → a/p", "c, a/p → a/b → c/hidden → a/p"})
    void whatOthersHaveAfarStaysUnnamed(String reader, String way) {
        RequirementGraph graph =
                walked("a/p", List.of("a/b"), Map.of("a/b", List.of("c/hidden"), "c/hidden", List.of("a/p")));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> graph.mustBeNoCircle(reader))
                .withMessageContaining(way);
    }

    @Test
    void itEndsWhereItIsTooDeep() {
        Map<String, List<String>> chain = IntStream.range(0, 100)
                .boxed()
                .collect(Collectors.toMap(i -> "a/n" + i, i -> List.of("a/n" + (i + 1))));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> walked("a/p", List.of("a/n0"), chain))
                .satisfies(problem -> assertThat(problem.code().status()).isEqualTo(422));
    }

    @Test
    void itEndsWhereThereAreTooMany() {
        Map<String, List<String>> wide = IntStream.range(0, 20)
                .boxed()
                .collect(Collectors.toMap(i -> "a/n" + i, i -> IntStream.range(0, 120)
                        .mapToObj(j -> "b/n" + i + "x" + j)
                        .toList()));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> walked("a/p", List.copyOf(wide.keySet()), wide))
                .satisfies(problem -> assertThat(problem.code().status()).isEqualTo(422));
    }

    @Test
    void requirementsAreOneFact() {
        ProviderName provider = new ProviderName("acme", "shop");

        Requirements both =
                Requirements.of(provider, List.of("store", "globex/mail"), List.of("acme/store", "acme/cache"));

        assertThat(both.shown()).containsExactly("store", "globex/mail", "acme/cache");
        assertThat(both.names()).containsExactly("acme/store", "globex/mail", "acme/cache");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Requirements.of(provider, List.of("shop"), List.of()));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Requirements.of(provider, List.of(), List.of("acme/shop")));
    }

    private static RequirementGraph walked(String origin, List<String> requires, Map<String, List<String>> edges) {
        RequirementGraph graph = new RequirementGraph(origin, requires);
        while (!graph.next().isEmpty()) {
            graph.told(edges);
        }
        return graph;
    }

    private static Map<String, List<String>> edges(String text) {
        return words(text).stream()
                .map(edge -> edge.split(":"))
                .collect(Collectors.toMap(edge -> edge[0], edge -> Arrays.asList(edge[1].split(","))));
    }

    private static List<String> words(String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
