package io.slipway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Slipway's own metrics: those that docs/operations.md lists, and those that a service shows. */
public final class MetricsTable {
    private static final Pattern ROW =
            Pattern.compile("\\| `(slipway_\\w+)` \\| (\\w+) \\| (.*?) \\| .* \\| (.*?) \\|");
    private static final Pattern TYPE = Pattern.compile("# TYPE (slipway_\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(slipway_\\w+?)(?:_count|_sum)?(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final String ALL = "all";

    private MetricsTable() {}

    /** What both sides say of a metric. */
    public record Metric(String name, String type, Set<String> labels) {}

    /** The rows of one service, and of all. */
    public static Set<Metric> documented(Path operations, String service) throws IOException {
        return Files.readAllLines(operations).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .filter(row -> row.group(4).equals(ALL)
                        || List.of(row.group(4).split(", ")).contains(service))
                .map(row -> new Metric(row.group(1), row.group(2), words(row.group(3))))
                .collect(Collectors.toSet());
    }

    /** @param scraped Prometheus' text format 0.0.4; the {@code _max} beside a summary belongs to it */
    public static Set<Metric> scraped(String scraped) {
        Map<String, String> types = new HashMap<>();
        Map<String, Set<String>> labels = new HashMap<>();
        scraped.lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                labels.computeIfAbsent(sample.group(1), _ -> new TreeSet<>()).addAll(names(sample.group(2)));
            }
        });
        return types.entrySet().stream()
                .filter(type -> !belongsToASummary(type.getKey(), types))
                .map(type -> new Metric(type.getKey(), type.getValue(), labels.getOrDefault(type.getKey(), Set.of())))
                .collect(Collectors.toSet());
    }

    private static boolean belongsToASummary(String name, Map<String, String> types) {
        return name.endsWith("_max") && "summary".equals(types.get(name.substring(0, name.length() - 4)));
    }

    private static Set<String> names(String labels) {
        return labels == null
                ? Set.of()
                : LABEL.matcher(labels).results().map(label -> label.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> words(String cell) {
        return Arrays.stream(cell.split(", "))
                .map(word -> word.replaceAll("`(\\w+)`.*", "$1"))
                .filter(word -> !word.equals("–"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
