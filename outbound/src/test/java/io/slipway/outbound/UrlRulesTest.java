package io.slipway.outbound;

import java.util.Set;

import io.slipway.outbound.OutboundException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UrlRulesTest {
    private final UrlRules rules = new UrlRules(Set.of("Files.internal:8080", "[::1]:9000"));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            http://example.org/a                | not https
            HTTP://example.org/a                | not https in capitals, either
            http://files.internal/a             | allowed at another port
            ftp://example.org/a                 | no HTTP
            file:///etc/passwd                  | no HTTP
            gopher://example.org/a              | no HTTP
            jar:https://example.org/a!/b        | no host
            https:/a                            | no host
            //example.org/a                     | no scheme
            example.org/a                       | no URL
            https://user:secret@example.org/a   | credentials in the URL
            https://example.org@127.0.0.1/a     | the host is what follows the at sign
            https://2130706433/                 | 127.0.0.1 as one number
            https://0x7f000001/                 | 127.0.0.1 as one number, hexadecimal
            https://017700000001/               | 127.0.0.1 as one number, octal
            https://0177.0.0.1/                 | octal
            https://0x7f.0.0.1/                 | hexadecimal
            https://127.0.1/                    | short
            https://127.1/                      | shorter
            https://127.0.0.01/                 | a leading zero may be octal
            https://127.0.0.1./                 | an address is no name
            https://1.2.3.4.5/                  | too long for an address, ends in a number
            https://256.1.1.1/                  | no address
            https://example.0x1/                | ends in a number
            https://[fe80::1%25eth0]/           | a zone
            https://example.org:0/              | no port
            https://example.org:70000/          | no port
            https://exa mple.org/               | a space
            https://example.org/a\\b            | a backslash
            https://example.org//b              | the library takes it for a host
            https://\u2460\u2461\u2466.0.0.1/   | circled digits
            https://-.example.org/              | no name
            """)
    void refuses(String url, String reason) {
        assertThatThrownBy(() -> rules.parse(url))
                .as(reason)
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            https://Example.ORG/A?b=%20c#d    | https://example.org:443/A?b=%20c   | host in lower case, no fragment
            https://example.org               | https://example.org:443/           | a path
            https://8.8.8.8/a                 | https://8.8.8.8:443/a              | an address; whether it is public is asked later
            https://[2606:4700::1111]/a       | https://[2606:4700::1111]:443/a    | an address
            http://files.internal:8080/a      | http://files.internal:8080/a       | allowed by the operator
            http://FILES.internal:8080/a      | http://files.internal:8080/a       | in any case
            http://[::1]:9000/                | http://[::1]:9000/                 | allowed by the operator
            https://example.org/\u00fc        | https://example.org:443/%C3%BC     | letters as they travel
            """)
    void makesPlain(String url, String expected, String reason) throws OutboundException {
        assertThat(rules.parse(url)).as(reason).hasToString(expected);
    }

    @Test
    void aLongUrlIsRefused() {
        assertThatThrownBy(() -> rules.parse("https://example.org/" + "a".repeat(5000)))
                .hasMessageContaining("4096");
    }
}
