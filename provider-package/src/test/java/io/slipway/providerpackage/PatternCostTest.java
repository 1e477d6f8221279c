package io.slipway.providerpackage;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class PatternCostTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "^[a-z]{1,63}(\\.[a-z]{1,63}){0,3}$",
                "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
                "^(?=.*[0-9])(?=.*[A-Z])(?!.*\\s)[^]\\]]{12,4096}$",
                "(?<year>\\d{4})-(\\d\\d)-\\k<year>*?",
                "^(com|org|net)?(com|org|net)?(com|org|net)?(com|org|net)?(com|org|net)?$",
                "(?<=^|,)[^,]*+(?i)x(?-i:y|)\\b",
                "[[a-c]&&[^b]]+\\p{L}\\x{1F600}[\\c]]\\{2\\}",
                "^((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}"
            })
    void ordinaryPatternsCostNextToNothing(String pattern) {
        assertThat(PatternCost.of(pattern)).isLessThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?:a?|b?){40}(?!)",
                "(?:(?:a?|b?)(?:a?|b?)(?:a?|b?)){6}(?!)",
                "(?:(?:){2000000000}){2000000000}(?!)",
                "^{2000000000}",
                "\\b{2000000000}",
                "()\\1{2000000000}",
                "(?:a*){2000000000}",
                "(?:a?|b?){40}{0}",
                "(?<=(?:|a){1,60000})b",
                "(?x)(?:a?|b?#[\n){40}(?!)#]",
                "\\c\\Q[\\E(?:a?|b?){40}(?!)]",
                "(?:a?|[]]?){40}(?!)",
                "(?:a?|[^]]?){40}(?!)",
                "(?:a?|[\\c]]?){40}(?!)"
            })
    void whatGoesRoundWithoutReadingIsSeen(String pattern) {
        assertThat(PatternCost.of(pattern)).isGreaterThan(50_000);
    }

    @Test
    void aSchemasPatternThatReadsNothingEnds() {
        Map<String, Object> schema =
                Map.of("properties", Map.of("A", Map.of("type", "string", "pattern", "(?:a?|b?)".repeat(64) + "(?!)")));

        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(ConfigSchema.validate(schema, Map.of("A", "c")))
                        .singleElement()
                        .satisfies(violation -> assertThat(violation.message()).contains("too long")));
    }
}
