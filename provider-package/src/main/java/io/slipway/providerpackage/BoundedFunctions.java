package io.slipway.providerpackage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;

/**
 * JSONata's functions that match patterns, or make of small arguments a large result, with bounds. All others take about
 * as long, and make about as much, as their arguments are large.
 */
final class BoundedFunctions {
    private static final long ALL = Long.MAX_VALUE;
    private static final int MAX_DIGITS = 400;

    private BoundedFunctions() {}

    static void bind(Jsonata.Frame frame) {
        bind(frame, "match", "<s-fn?:a<o>>", BoundedFunctions::match);
        bind(frame, "contains", "<s-(sf):b>", BoundedFunctions::contains);
        bind(frame, "replace", "<s-(sf)(sf)n?:s>", BoundedFunctions::replace);
        bind(frame, "split", "<s-(sf)n?:a<s>>", BoundedFunctions::split);
        bind(frame, "join", "<a<s>s?:s>", BoundedFunctions::join);
        bind(frame, "pad", "<s-ns?:s>", BoundedFunctions::pad);
        bind(frame, "round", "<n-n?:n>", BoundedFunctions::round);
    }

    private interface Function {
        Object call(List<?> arguments) throws Throwable;
    }

    private static void bind(Jsonata.Frame frame, String name, String signature, Function function) {
        frame.bind(name, new Jsonata.JFunction((_, arguments) -> function.call(arguments), signature));
    }

    private static Object match(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        List<Object> matches = Utils.createSequence();
        regex(argument(arguments, 1))
                .matches(text, limit(argument(arguments, 2)))
                .forEach(match -> matches.add(BoundedRegex.described(match)));
        return matches;
    }

    private static Object contains(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        return argument(arguments, 1) instanceof String part
                ? text.contains(part)
                : regex(argument(arguments, 1)).isIn(text);
    }

    private static Object replace(List<?> arguments) throws Throwable {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        Object replacement = argument(arguments, 2);
        Result result = new Result();
        int from = 0;
        for (Place place : places(text, argument(arguments, 1), limit(argument(arguments, 3)))) {
            result.add(text.substring(from, place.start()));
            place.replaceBy(replacement, result);
            from = place.end();
        }
        return result.add(text.substring(from)).toString();
    }

    private static Object split(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        long limit = limit(argument(arguments, 2));
        List<Object> parts = new ArrayList<>();
        if ("".equals(argument(arguments, 1))) {
            text.codePoints().limit(limit).forEach(c -> parts.add(Character.toString(c)));
            return parts;
        }
        int from = 0;
        for (Place place : places(text, argument(arguments, 1), ALL)) {
            parts.add(text.substring(from, place.start()));
            from = place.end();
        }
        parts.add(text.substring(from));
        return parts.size() > limit ? new ArrayList<>(parts.subList(0, (int) limit)) : parts;
    }

    private static Object join(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof List<?> parts)) {
            return null;
        }
        Object separator = argument(arguments, 1);
        Result result = new Result();
        for (int i = 0; i < parts.size(); i++) {
            result.add(i == 0 || separator == null ? "" : separator.toString());
            result.add(parts.get(i).toString());
        }
        return result.toString();
    }

    private static Object pad(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        double width = ((Number) argument(arguments, 1)).doubleValue();
        if (Math.abs(width) > Transformer.MAX_VALUES) {
            throw tooLong();
        }
        String with = argument(arguments, 2) instanceof String given ? given : " ";
        return Functions.pad(text, (int) width, with);
    }

    /** No number has as many digits. */
    private static Object round(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof Number number)) {
            return null;
        }
        Number digits = argument(arguments, 1) instanceof Number given ? given : 0;
        if (Math.abs(digits.doubleValue()) > MAX_DIGITS) {
            throw new EvaluationBudget.Spent("$round takes at most " + MAX_DIGITS + " digits");
        }
        return Functions.round(number, digits);
    }

    /** What is replaced, or what splits. */
    private record Place(int start, int end, MatchResult match) {
        void replaceBy(Object replacement, Result result) throws Throwable {
            if (!(replacement instanceof String template)) {
                Object made = Functions.funcApply(replacement, List.of(BoundedRegex.described(match)));
                if (!(made instanceof String text)) {
                    throw new EvaluationBudget.Spent("the function that $replace is given has to return a text");
                }
                result.add(text);
            } else if (match == null) {
                result.add(template);
            } else {
                expand(template, result);
            }
        }

        /** {@code $1} and the like name groups, {@code $$} is a dollar. */
        private void expand(String template, Result result) {
            for (int i = 0; i < template.length(); i++) {
                char c = template.charAt(i);
                char next = i + 1 < template.length() ? template.charAt(i + 1) : ' ';
                if (c != '$' || (next != '$' && !Character.isDigit(next))) {
                    result.add(String.valueOf(c));
                    continue;
                }
                i++;
                result.add(next == '$' ? "$" : group(next - '0'));
            }
        }

        private String group(int number) {
            return number > match.groupCount() || match.group(number) == null ? "" : match.group(number);
        }
    }

    private static List<Place> places(String text, Object pattern, long limit) {
        if (!(pattern instanceof String part)) {
            return regex(pattern).matches(text, limit).stream()
                    .map(match -> new Place(match.start(), match.end(), match))
                    .toList();
        }
        if (part.isEmpty()) {
            throw new EvaluationBudget.Spent("the second argument of $replace may not be the empty text");
        }
        List<Place> places = new ArrayList<>();
        for (int at = text.indexOf(part);
                at >= 0 && places.size() < limit;
                at = text.indexOf(part, at + part.length())) {
            places.add(new Place(at, at + part.length(), null));
        }
        return places;
    }

    /** A text that may not become too long. */
    private static final class Result {
        private final StringBuilder text = new StringBuilder();

        Result add(String part) {
            if (text.length() + part.length() > Transformer.MAX_VALUES) {
                throw tooLong();
            }
            text.append(part);
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static EvaluationBudget.Spent tooLong() {
        return new EvaluationBudget.Spent("it makes a text of more than " + Transformer.MAX_VALUES + " characters");
    }

    private static BoundedRegex regex(Object argument) {
        if (argument instanceof BoundedRegex regex) {
            return regex;
        }
        throw new EvaluationBudget.Spent("a text or a regular expression is wanted as pattern");
    }

    private static long limit(Object argument) {
        if (argument == null) {
            return ALL;
        }
        if (argument instanceof Number number && number.doubleValue() >= 0) {
            return number.longValue();
        }
        throw new EvaluationBudget.Spent("a limit has to be a number that is not negative");
    }

    private static Object argument(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }
}
