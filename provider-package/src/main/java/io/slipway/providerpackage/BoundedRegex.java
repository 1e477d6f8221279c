package io.slipway.providerpackage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.dashjoin.jsonata.Jsonata;

/** A regular expression in a transformer: a function from a text to its first match, as JSONata says, in bounded time. */
final class BoundedRegex extends Jsonata.JFunction {
    private final Pattern pattern;

    BoundedRegex(Pattern pattern) {
        super((_, arguments) -> first(pattern, arguments.getFirst()), "<x:x>");
        this.pattern = pattern;
    }

    /** All matches, or the first {@code limit}. */
    List<MatchResult> matches(String text, long limit) {
        return matches(pattern, text, limit);
    }

    boolean isIn(String text) {
        return pattern.matcher(BoundedPattern.bounded(text, pattern)).find();
    }

    private static List<MatchResult> matches(Pattern pattern, String text, long limit) {
        List<MatchResult> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(BoundedPattern.bounded(text, pattern));
        while (found.size() < limit && matcher.find()) {
            if (matcher.start() == matcher.end()) {
                throw new EvaluationBudget.Spent(
                        "the pattern '" + Printable.of(pattern.pattern()) + "' matches the empty text");
            }
            found.add(matcher.toMatchResult());
        }
        return found;
    }

    private static Map<String, Object> first(Pattern pattern, Object text) {
        List<MatchResult> found = text instanceof String string ? matches(pattern, string, 1) : List.of();
        if (found.isEmpty()) {
            return null;
        }
        Map<String, Object> match = described(found.getFirst());
        match.put("start", found.getFirst().start());
        match.put("end", found.getFirst().end());
        return match;
    }

    /** As {@code $match} and the functions that {@code $replace} is given see it. */
    static Map<String, Object> described(MatchResult match) {
        List<Object> groups = new ArrayList<>();
        for (int i = 1; i <= match.groupCount(); i++) {
            groups.add(match.group(i) == null ? "" : match.group(i));
        }
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("match", match.group());
        described.put("index", match.start());
        described.put("groups", groups);
        return described;
    }
}
