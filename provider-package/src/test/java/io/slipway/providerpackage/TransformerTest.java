package io.slipway.providerpackage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class TransformerTest {
    private static final Map<String, Object> CONFIG = Map.of(
            "url",
            "http://db:5432/x",
            "size",
            3,
            "ratio",
            0.5,
            "on",
            true,
            "tags",
            List.of("a", "b", "c"),
            "deep",
            Map.of("user", "ann"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("expressions")
    void makesAnEnvironment(String expression, Map<String, String> expected) throws Exception {
        assertThat(Transformer.compile(expression).environment(CONFIG)).isEqualTo(expected);
    }

    static Stream<Arguments> expressions() {
        return Stream.of(
                arguments("{ 'URL': url }", Map.of("URL", "http://db:5432/x")),
                arguments("{ 'N': size * 2, 'R': ratio, 'T': 10/4 }", Map.of("N", "6", "R", "0.5", "T", "2.5")),
                arguments("{ 'BIG': 1e15, 'ON': on }", Map.of("BIG", "1000000000000000", "ON", "true")),
                arguments("{ 'ABSENT': nope, 'NULL': null, 'X': 'x' }", Map.of("X", "x")),
                arguments("{ 'TAGS': $join(tags, ',') , 'USER': deep.user }", Map.of("TAGS", "a,b,c", "USER", "ann")),
                arguments("{ 'HOST': $match(url, /\\/\\/([^:]+)/).groups[0] }", Map.of("HOST", "db")),
                arguments("{ 'H': $replace(url, /^http:\\/\\/([a-z]+).*$/, '<$1$$>') }", Map.of("H", "<db$>")),
                arguments("{ 'H': $replace(url, '/', '_', 2) }", Map.of("H", "http:__db:5432/x")),
                arguments(
                        "{ 'H': $replace(url, /[a-z]+/, function($m) { $uppercase($m.match) }) }",
                        Map.of("H", "HTTP://DB:5432/X")),
                arguments(
                        "{ 'P': $split(url, ':')[2], 'Q': $split('a1b22c', /[0-9]+/)[1] }",
                        Map.of("P", "5432/x", "Q", "b")),
                arguments(
                        "{ 'C': $contains(url, /db/), 'D': $contains(url, 'no') }", Map.of("C", "true", "D", "false")),
                arguments(
                        "($first := /b/; { 'P': $pad('x', -3, '0'), 'S': $first(url).start })",
                        Map.of("P", "00x", "S", "8")),
                arguments(
                        "$merge($each($sift($, function($v) { $type($v) = 'string' }),"
                                + " function($v, $k) { { $uppercase($k): $v } }))",
                        Map.of("URL", "http://db:5432/x")),
                arguments("($double := function($x) { $x * 2 }; { 'D': size ~> $double })", Map.of("D", "6")),
                arguments("/* only a comment */ {}", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$number('1e400')", "1 / 0", "$power(10, 400)", "$sqrt(0 - 1)"})
    void whatNoNumberCanBeIsAFault(String number) {
        assertThat(catchThrowableOfType(TransformerFault.class, () -> Transformer.compile("{ 'N': " + number + " }")
                        .environment(Map.of())))
                .isNotNull();
    }

    @Test
    void theSameConfigGivesTheSameEnvironment() throws Exception {
        Transformer transformer = Transformer.compile("$merge($each($, function($v, $k) {{ $k & '1': $string($v) }}))");
        Map<String, String> first = transformer.environment(CONFIG);

        for (int i = 0; i < 20; i++) {
            assertThat(transformer.environment(CONFIG)).isEqualTo(first);
        }
    }

    @ParameterizedTest(name = "{0}: {2} at {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ 'A': | 7 | Expected",
                "a b | 3 | Syntax error",
                "{ 'A': $now() } | 11 | the same environment",
                "{ 'A': $millis() } | 14 | the same environment",
                "{ 'A': $random() } | 14 | the same environment",
                "{ 'A': $shuffle(b) } | 15 | the same environment",
                "($f := $random; $f()) | 14 | the same environment",
                "$map([1], $eval) | 15 | not available",
                "{ 'A': $eval('$now()') } | 12 | not available",
                "{ 'A': $toMillis('x', '[Y') } | 16 | not available",
                "($__evaluate_exit := $nope; {}) | 2 | not available",
                "$map([1], function($__evaluate_entry) { 1 }) | 20 | not available",
                "tags#$__evaluate_exit.{} | 6 | not available",
                "function($x)<s:s>{ $x } | | signature",
                "/a(/ | 5 | regular expression",
                "/[/ |  | ",
                "'a |  | quote",
                "/* x |  | ends in the middle",
                "{ 'A': 1 |  | Expected"
            })
    void refusesWhatItMayNotHold(String expression, Integer position, String message) {
        TransformerFault fault = catchThrowableOfType(TransformerFault.class, () -> Transformer.compile(expression));

        assertThat(fault).as(expression).isNotNull();
        assertThat(fault).hasMessageContaining(message == null ? "" : message);
        if (position != null) {
            assertThat(fault.position()).as("%s", fault.getMessage()).isEqualTo(position);
        }
    }

    @Test
    void refusesToChangeWhatItWasGiven() {
        TransformerFault fault =
                catchThrowableOfType(TransformerFault.class, () -> Transformer.compile("$ ~> |$|{'a': 1}|"));

        assertThat(fault).hasMessageContaining("$merge");
        assertThat(fault.position()).isEqualTo(6);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "url | a text",
                "[1, 2] | a list",
                "nope | nothing",
                "function($x) { $x } | a function",
                "{ 'A B': 1 } | no name of an environment variable",
                "{ 'PORT': 1 } | given by Slipway",
                "{ 'DATA_DIR': 1 } | given by Slipway",
                "{ 'SLIPWAY_X': 1 } | given by Slipway",
                "{ 'A': [1] } | value of A is a list",
                "{ 'A': deep } | value of A is an object",
                "{ 'A': $sum } | value of A is a function",
                "{ 'A': '\\u0000' } | NUL",
                "$error('no such thing') | no such thing",
                "{ 'A': $number('x') } | ",
                "{ 'A': 1/0 } | out of range",
                "{ 'A': url + 1 } | "
            })
    void refusesWhatIsNoEnvironment(String expression, String message) throws Exception {
        assertThat(fault(expression)).hasMessageContaining(message == null ? "" : message);
    }

    /** Whatever they do, they end soon and in little memory. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void endsAHostileExpression(String expression) {
        assertTimeout(
                Duration.ofSeconds(4), () -> assertThat(refusal(expression)).isNotNull());
    }

    static List<String> hostile() {
        List<String> hostile = new ArrayList<>(List.of(
                "($f := function($x) { $f($x + 1) }; $f(1))",
                "($f := function($x) { 1 + $f($x + 1) }; $f(1))",
                "($f := function($x) { $f($x) & $f($x) }; $f(1))",
                "($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; { 'A': $f('x', 60) })",
                "($f := function($o, $n) { $n = 0 ? $o : $f({ 'a': $o, 'b': $o }, $n - 1) }; $string($f(1, 60)))",
                "($f := function($o, $n) { $n = 0 ? $o : $f([[$o], [$o]], $n - 1) }; $count($f(1, 60).**))",
                "($f := function($o, $n) { $n = 0 ? $o : $f({ 'a': $o, 'b': $o }, $n - 1) }; $f(1, 40) = $f(1, 40))",
                "[1..10000000]",
                "{ 'A': $sum([1..10000000]) }",
                "{ 'A': $string([1..9999999]) }",
                "{ 'A': $count([1..4000].[1..4000]) }",
                "{ 'A': $count($map([1..4000], function($x) { [1..4000] })) }",
                "$reduce([1..4000], function($a, $b) { $append($a, $a) }, [1])",
                "{ 'A': $join([1..4000].('x' & $), '" + "-".repeat(4000) + "') }",
                "{ 'A': $pad('x', 2000000000) }",
                "{ 'A': $pad('x', -2000000000, 'ab') }",
                "($s := $pad('x', 60000); { 'A': $replace($s, 'x', $s) })",
                "($s := $pad('', 60000, 'x'); { 'A': $replace($s, /x/, '$0$0$0$0') })",
                "($s := $pad('', 60000, 'x'); { 'A': $length($replace($s, /x/, function($m) { $s })) })",
                "($s := $pad('', 60000, 'x'); { 'A': $count([1..4000].($s & $)) })",
                "{ 'A': $contains($pad('', 60000, 'a') & 'b', /a*a*a*a*a*c/) }",
                "{ 'A': $match($pad('', 60000, 'a'), /(?=(a+))a*b/) }",
                "{ 'A': $split($pad('', 60000, 'a'), /a*c/)[0] & $pad('', 60000, 'a') ~> /(a+)+b/ }",
                "{ 'A': (/(a+)+b/)('" + "a".repeat(60) + "') }",
                "$filter(['" + "a".repeat(60) + "'], /(a+)+b/)",
                "{ 'A': $match('aaa', /x*/) }",
                "{ 'A': $contains('', /" + "(?:a?|b?)".repeat(64) + "(?!)/) }",
                "{ 'A': $contains('', /(?:(?:){2000000000}){2000000000}(?!)/) }",
                "($s := $pad('', 17, 'a'); $t := [1..3500].$s; { 'A': $count($filter($t, /(a+)+b/)) })",
                "($f := function($x)<s+s+s+s+s+s+s+s+s+s+:s>{ 'x' }; { 'A': $f(" + "'a',".repeat(300) + "1) })",
                "{ 'A': $round(1.5, 100000000) }",
                "($deep := $reduce([1..1800], function($a, $b) {{ 'a': $a }}, $map([1..14], function($x) {[1..4000]}));"
                        + " { 'A': $length($string($deep, true)) })",
                "{ 'A': $contains($pad('', 60000, 'a'), /(a|b|ab)*c/) }",
                "(".repeat(8000),
                "(".repeat(5000) + "1" + ")".repeat(5000),
                "[".repeat(5000) + "1" + "]".repeat(5000),
                "-".repeat(8000) + "1",
                "/" + "(".repeat(8000) + "/",
                "a" + ".a".repeat(8000),
                "1" + "+1".repeat(8000),
                "'" + "\\u0041".repeat(2000),
                "{ 'A': 'x' }" + "^($)".repeat(2000),
                "a" + "[a".repeat(4000),
                "$map($map, $map)",
                "$reduce([1..4000], $reduce)",
                "{ 'A': $formatBase(1e300, 36) & $error() }",
                "x"));
        hostile.add("a".repeat(17 * 1024));
        hostile.add("{ 'A': " + String.join(" & ", Collections.nCopies(600, "$pad('x', 60000)")) + " }");
        return hostile;
    }

    /** Patterns that would take for ever elsewhere, and work that stays within the budget. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{ 'A': $contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/) }",
                "{ 'A': $contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a|a)*$/) }",
                "{ 'A': $count($sort([1..4000], function($a, $b) { true })) }",
                "{ 'A': $count($distinct($map([1..900], function($v) { { 'k': $v, 'w': [1..10] } }))) }"
            })
    void endsWhatTakesLong(String expression) {
        assertTimeout(Duration.ofSeconds(4), () -> assertThat(
                        Transformer.compile(expression).environment(CONFIG))
                .containsKey("A"));
    }

    @Test
    void aLargeConfigIsRefused() throws Exception {
        Transformer transformer = Transformer.compile("{}");

        TransformerFault fault = catchThrowableOfType(
                TransformerFault.class, () -> transformer.environment(Map.of("a", "x".repeat(70_000))));

        assertThat(fault).hasMessageContaining("65536");
    }

    @Test
    void aConfigIsNotChanged() throws Exception {
        Map<String, Object> config = Collections.unmodifiableMap(new java.util.TreeMap<>(CONFIG));

        assertThat(Transformer.compile("($append(tags, 'd'); $merge([$, {'url': 1}]); {})")
                        .environment(config))
                .isEmpty();
        assertThat(config).isEqualTo(CONFIG);
    }

    private static TransformerFault fault(String expression) throws TransformerFault {
        Transformer transformer = Transformer.compile(expression);
        TransformerFault fault = catchThrowableOfType(TransformerFault.class, () -> transformer.environment(CONFIG));
        assertThat(fault).as("it should be refused").isNotNull();
        return fault;
    }

    /** Of the compilation or the evaluation. */
    private static TransformerFault refusal(String expression) {
        return catchThrowableOfType(
                TransformerFault.class, () -> Transformer.compile(expression).environment(CONFIG));
    }
}
