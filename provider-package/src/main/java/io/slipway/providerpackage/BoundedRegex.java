package io.slipway.providerpackage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.dashjoin.jsonata.Jsonata;

/**
 * A regular expression in a transformer: a function from a text to its first match, as JSONata says. One evaluation uses it
 * for a bounded time, however often: functions like $filter call it without asking the budget.
 */
final class BoundedRegex extends Jsonata.JFunction {
    private final Use use;

    BoundedRegex(Pattern pattern) {
        this(new Use(pattern.pattern(), new BoundedPattern(pattern), new int[1]));
    }

    private BoundedRegex(Use use) {
        super((_, arguments) -> first(use, arguments.getFirst()), "<x:x>");
        this.use = use;
    }

    @SuppressWarnings("ArrayRecordComponent") // counts on
    private record Use(String pattern, BoundedPattern bounded, int[] steps) {
        Matcher on(String text) {
            return bounded.matcher(text, steps);
        }
    }

    /** All matches, or the first {@code limit}. */
    List<MatchResult> matches(String text, long limit) {
        return matches(use, text, limit);
    }

    boolean isIn(String text) {
        return use.on(text).find();
    }

    private static List<MatchResult> matches(Use use, String text, long limit) {
        List<MatchResult> found = new ArrayList<>();
        Matcher matcher = use.on(text);
        while (found.size() < limit && matcher.find()) {
            if (matcher.start() == matcher.end()) {
                throw new EvaluationBudget.Spent(
                        "the pattern '" + Printable.of(use.pattern()) + "' matches the empty text");
            }
            found.add(matcher.toMatchResult());
        }
        return found;
    }

    private static Map<String, Object> first(Use use, Object text) {
        List<MatchResult> found = text instanceof String string ? matches(use, string, 1) : List.of();
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
