package io.slipway.registry.provider;

import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingRuleTest {

    @ParameterizedTest(name = "{0} sees {1}: {5}")
    @CsvSource(
            delimiter = '|',
            value = {
                // reader | visibility | released | shared | sees | reason
                "publisher | private      | no  | no  | yes | publishers see all of theirs",
                "publisher | organization | no  | no  | yes | publishers see all of theirs",
                "publisher | public       | no  | no  | yes | publishers see all of theirs",
                "member    | private      | yes | no  | no  | private is for publishers alone",
                "member    | private      | yes | yes | yes | a share is good inside the organization, too",
                "member    | private      | no  | yes | no  | what was never released is not shared",
                "member    | organization | no  | no  | yes | members see what is being built",
                "member    | public       | no  | no  | yes | members see what is being built",
                "stranger  | private      | yes | no  | no  | it is not theirs",
                "stranger  | organization | yes | no  | no  | it is not their organization",
                "stranger  | public       | yes | no  | yes | public is for everybody",
                "stranger  | public       | no  | no  | no  | nobody outside is told before the first release",
                "stranger  | private      | yes | yes | yes | it is shared with them",
                "stranger  | organization | yes | yes | yes | it is shared with them",
                "stranger  | private      | no  | yes | no  | what was never released is not shared",
                "publisher of another | private      | yes | no | no | publishing elsewhere counts for nothing here",
                "publisher of another | organization | yes | no | no | publishing elsewhere counts for nothing here",
            })
    void whoSeesWhat(String reader, String visibility, String released, String shared, String sees, String reason) {
        Reader who =
                switch (reader) {
                    case "publisher" -> new Reader("acme", true, null);
                    case "member" -> new Reader("acme", false, null);
                    case "stranger" -> new Reader("globex", false, null);
                    default -> new Reader("globex", true, null);
                };

        boolean decided = ReadingRule.reads(
                who, new ReadingRule.Facts("acme", visibility, released.equals("yes"), shared.equals("yes")));

        assertThat(decided).as(reason).isEqualTo(sees.equals("yes"));
    }

    /** Queries leave out rules that cannot add anything: the others must admit whatever those would. */
    @Test
    void theRulesThatApplyDecideLikeAllOfThem() {
        for (Reader reader : List.of(
                new Reader("acme", true, null), new Reader("acme", false, "usr_1"), new Reader("globex", true, null))) {
            EnumSet<ReadingRule> applying = EnumSet.copyOf(ReadingRule.of(reader));
            for (String visibility : List.of("private", "organization", "public")) {
                for (boolean released : new boolean[] {true, false}) {
                    for (boolean shared : new boolean[] {true, false}) {
                        ReadingRule.Facts facts = new ReadingRule.Facts("acme", visibility, released, shared);
                        assertThat(applying.stream().anyMatch(rule -> rule.admits(reader, facts)))
                                .as("%s %s", reader, facts)
                                .isEqualTo(ReadingRule.reads(reader, facts));
                    }
                }
            }
        }
    }
}
