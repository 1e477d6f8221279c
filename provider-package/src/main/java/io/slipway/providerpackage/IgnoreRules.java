package io.slipway.providerpackage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * {@code .slipwayignore} at the package's root: a subset of gitignore. One pattern a line; {@code #} begins a comment;
 * {@code *}, {@code ?} and {@code **} as in gitignore; a slash at the end means directories only; a slash elsewhere ties the
 * pattern to the root; {@code !} takes back; the last pattern that matches decides; what is below an ignored directory stays
 * ignored. No character classes, no escapes. Never packed: {@code .git}, {@code .slipway} and the ignore file itself.
 */
final class IgnoreRules {
    static final String FILE = ".slipwayignore";

    private static final List<Rule> ALWAYS = List.of(
            Objects.requireNonNull(rule("/" + FILE)),
            Objects.requireNonNull(rule(".git")),
            Objects.requireNonNull(rule(".slipway")),
            Objects.requireNonNull(rule(".DS_Store")));

    private record Rule(Pattern pattern, boolean directoriesOnly, boolean takesBack) {}

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = rules;
    }

    static IgnoreRules of(Path directory) throws IOException {
        try {
            return parse(Files.readAllLines(directory.resolve(FILE)));
        } catch (NoSuchFileException _) {
            return new IgnoreRules(List.of());
        }
    }

    static IgnoreRules parse(List<String> lines) {
        return new IgnoreRules(
                lines.stream().map(IgnoreRules::rule).filter(Objects::nonNull).toList());
    }

    /** @param path below the root, with slashes; its parents are asked before it */
    boolean ignores(String path, boolean directory) {
        if (ALWAYS.stream().anyMatch(rule -> rule.pattern().matcher(path).matches())) {
            return true;
        }
        boolean ignored = false;
        for (Rule rule : rules) {
            if ((directory || !rule.directoriesOnly())
                    && rule.pattern().matcher(path).matches()) {
                ignored = !rule.takesBack();
            }
        }
        return ignored;
    }

    private static Rule rule(String line) {
        String pattern = line.strip();
        if (pattern.isEmpty() || pattern.startsWith("#")) {
            return null;
        }
        boolean takesBack = pattern.startsWith("!");
        pattern = takesBack ? pattern.substring(1) : pattern;
        boolean directoriesOnly = pattern.endsWith("/");
        pattern = directoriesOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
        String anywhere = pattern.indexOf('/') < 0 ? "(?:.*/)?" : "";
        pattern = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        return new Rule(Pattern.compile(anywhere + regex(pattern), Pattern.DOTALL), directoriesOnly, takesBack);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (glob.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (glob.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(glob.substring(i, i + 1)));
            }
        }
        return regex.toString();
    }
}
