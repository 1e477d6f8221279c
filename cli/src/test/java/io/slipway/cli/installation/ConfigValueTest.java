package io.slipway.cli.installation;

import com.fasterxml.jackson.databind.node.JsonNodeType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigValueTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3           | NUMBER
            -1.5        | NUMBER
            true        | BOOLEAN
            moin        | STRING
            "3"         | STRING
            12 monkeys  | STRING
            007         | STRING
            null        | STRING
            {"a":1}     | STRING
            ''          | STRING
            """)
    void onlyWholeJsonScalarsAreMoreThanText(String text, JsonNodeType type) {
        assertThat(ConfigValue.of(text).getNodeType()).isEqualTo(type);
    }
}
