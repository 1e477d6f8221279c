package io.slipway.registry.organization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/access.md says of each operation what the roles' scopes say. */
class AccessTableTest {
    private static final Path PAGE = Path.of(System.getProperty("slipway.root", ".."), "docs", "access.md");

    private record Row(String operation, String scope, String roles) {}

    @Test
    void theRolesOfAnOperationAreThoseWithItsScope() throws IOException {
        assertThat(operations()).isNotEmpty().allSatisfy(row -> assertThat(row.roles())
                .as(row.operation())
                .isEqualTo(row.scope().equals("–") ? "–" : rolesWith(row.scope())));
    }

    @Test
    void eachOperationHasOneRow() throws IOException {
        assertThat(operations().stream().map(Row::operation)).doesNotHaveDuplicates();
    }

    @Test
    void theScopesOfARoleAreTheEnums() throws IOException {
        for (Role role : Role.values()) {
            String scopes = role.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
            assertThat(Files.readAllLines(PAGE)).contains("| `" + role.word() + "` | " + scopes + " |");
        }
    }

    private static List<Row> operations() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith("| operation |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split(" *\\| *", -1))
                .map(cells -> new Row(cells[1], cells[2], cells[3]))
                .toList();
    }

    private static String rolesWith(String scope) {
        boolean any = scope.equals("any");
        return Stream.of(Role.values())
                .filter(role -> any || role.scopes().contains(Scope.of(scope).orElseThrow()))
                .map(Role::word)
                .collect(Collectors.joining(" "));
    }
}
