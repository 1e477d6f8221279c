package io.slipway.registry.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of docs/access.md that has a row for each operation. */
record AccessTable(Map<String, Row> rows) {
    private static final String COLUMNS = "| operation | scope | roles | restricted token | of whom |";

    /**
     * @param scope empty when the operation takes no token, {@code any} when every good one will do
     * @param restricted what a token of one provider may do: yes, no or "its own"
     */
    record Row(String operation, String scope, Set<String> roles, String restricted) {
        boolean isOpen() {
            return scope.isEmpty();
        }

        boolean takesAnyScope() {
            return scope.equals("any");
        }
    }

    static AccessTable read() {
        try {
            List<String> lines = Files.readAllLines(GeneratedDocument.DOCS.resolve("access.md"));
            return new AccessTable(lines.stream()
                    .skip(lines.indexOf(COLUMNS) + 2L)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(AccessTable::row)
                    .collect(Collectors.toMap(Row::operation, Function.identity())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        String[] cells = Arrays.stream(line.split("\\|"))
                .map(cell -> cell.replace("`", "").replace("–", "").strip())
                .toArray(String[]::new);
        Set<String> roles = cells[3].isEmpty() ? Set.of() : Set.of(cells[3].split(" "));
        return new Row(cells[1], cells[2], roles, cells[4]);
    }
}
