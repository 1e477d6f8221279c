package io.slipway.providerpackage;

/**
 * The most that Java's matcher may do with a pattern in one place of a text without reading a character there: characters
 * are counted while it matches, but {@code (?:a?|b?){40}} goes three to the power of forty ways at the end of a text and
 * {@code (?:){2000000000}} two thousand million times round, and neither reads one.
 */
final class PatternCost {
    static final double ENDLESS = 1e18;

    private final String pattern;
    private int at;

    private PatternCost(String pattern) {
        this.pattern = pattern;
    }

    /** @param pattern that Java has compiled, without comments. Returns {@link #ENDLESS} for what is not understood here */
    static double of(String pattern) {
        if (quotes(pattern)) {
            return ENDLESS;
        }
        PatternCost reader = new PatternCost(pattern);
        try {
            Cost cost = reader.alternatives();
            return reader.at == pattern.length() ? cost.work() : ENDLESS;
        } catch (StringIndexOutOfBoundsException | NumberFormatException | StackOverflowError _) {
            return ENDLESS;
        }
    }

    /** @param ways through it that read nothing. @param work on all of them together */
    private record Cost(double ways, double work) {
        static final Cost READS = new Cost(0, 1);
        static final Cost EMPTY = new Cost(1, 1);

        Cost {
            ways = Math.min(ways, ENDLESS);
            work = Math.min(work, ENDLESS);
        }

        Cost or(Cost other) {
            return new Cost(ways + other.ways, work + other.work + 1);
        }

        Cost then(Cost next) {
            return new Cost(ways * next.ways, work + ways * next.work);
        }

        /** An iteration that reads nothing is the last one of those that need not be. */
        Cost repeated(double least, boolean more) {
            double through = Math.min(Math.pow(ways, least), ENDLESS);
            double rounds = ways == 1 ? least : ways == 0 ? Math.min(least, 1) : (through - 1) / (ways - 1);
            double all = through * (more ? 1 + ways : 1);
            return new Cost(all, work * rounds + (more ? through * work : 0) + 1);
        }

        /** A lookaround is left by one way. */
        Cost once(double places) {
            return new Cost(1, Math.min(places * work + 1, ENDLESS));
        }
    }

    /** {@code \Q} takes its meaning from what follows. */
    private static boolean quotes(String pattern) {
        for (int i = 0; i + 1 < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\' && pattern.charAt(++i) == 'Q') {
                return true;
            }
        }
        return false;
    }

    private Cost alternatives() {
        Cost all = sequence();
        while (skip("|")) {
            all = all.or(sequence());
        }
        return all;
    }

    private Cost sequence() {
        Cost all = new Cost(1, 0);
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            all = all.then(repeated(atom()));
        }
        return all;
    }

    private Cost repeated(Cost once) {
        Cost cost = once;
        while (at < pattern.length()) {
            if (skip("*") || skip("?")) {
                cost = cost.repeated(0, true);
            } else if (skip("+")) {
                cost = cost.repeated(1, true);
            } else if (pattern.charAt(at) == '{') {
                String[] counts = until('}').substring(1).split(",", 2);
                cost = cost.repeated(
                        Math.max(Double.parseDouble(counts[0]), 1), counts.length > 1 || counts[0].matches("0+"));
            } else {
                return cost;
            }
            if (!skip("?")) {
                skip("+");
            }
        }
        return cost;
    }

    private Cost atom() {
        return switch (pattern.charAt(at++)) {
            case '(' -> group();
            case '[' -> characters();
            case '\\' -> escape();
            case '^', '$' -> Cost.EMPTY;
            default -> Cost.READS;
        };
    }

    private Cost group() {
        if (skip("?=") || skip("?!") || skip("?>")) {
            return closed().once(1);
        }
        if (skip("?<=") || skip("?<!")) {
            int from = at;
            Cost inside = closed();
            return inside.once(longest(pattern.substring(from, at)));
        }
        if (skip("?<")) {
            until('>');
        } else if (skip("?")) {
            int from = at;
            while (pattern.charAt(at) != ':' && pattern.charAt(at) != ')') {
                at++;
            }
            if (pattern.substring(from, at).contains("x")) {
                // What a comment hides is not told from the pattern here.
                return new Cost(ENDLESS, ENDLESS);
            }
            if (skip(")")) {
                return Cost.EMPTY;
            }
            at++;
        }
        return closed();
    }

    private Cost closed() {
        Cost inside = alternatives();
        if (pattern.charAt(at++) != ')') {
            throw new StringIndexOutOfBoundsException(at);
        }
        return inside;
    }

    /** How far back a lookbehind may begin, or more. */
    private static double longest(String pattern) {
        if (pattern.contains("*") || pattern.contains("+")) {
            return ENDLESS;
        }
        double longest = pattern.length();
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
            String counts = pattern.substring(open + 1, pattern.indexOf('}', open));
            String most = counts.substring(counts.indexOf(',') + 1);
            if (most.isEmpty()) {
                return ENDLESS;
            }
            longest *= most.chars().allMatch(Character::isDigit) ? Math.max(Double.parseDouble(most), 1) : 1;
        }
        return longest;
    }

    /** A bracket right behind the opening one is one of the characters. */
    private Cost characters() {
        skip("^");
        skip("]");
        while (true) {
            switch (pattern.charAt(at++)) {
                case ']' -> {
                    return Cost.READS;
                }
                case '[' -> characters();
                case '\\' -> escape();
                default -> {
                    // One of the characters.
                }
            }
        }
    }

    private Cost escape() {
        char kind = pattern.charAt(at++);
        switch (kind) {
            case 'p', 'P', 'N', 'x', 'b' -> {
                if (at < pattern.length() && pattern.charAt(at) == '{' && isName(kind)) {
                    until('}');
                }
            }
            case 'k' -> until('>');
            case 'c' -> at++;
            default -> {
                // Nothing that belongs to it is of any meaning elsewhere.
            }
        }
        return "bBAZzGk123456789".indexOf(kind) >= 0 ? Cost.EMPTY : Cost.READS;
    }

    /** {@code \b{g}} is a boundary, {@code \b{2}} one that is asked for twice. */
    private boolean isName(char kind) {
        return kind != 'b' || !Character.isDigit(pattern.charAt(at + 1));
    }

    private boolean skip(String text) {
        boolean there = pattern.startsWith(text, at);
        at += there ? text.length() : 0;
        return there;
    }

    /** Up to the character, which is skipped. */
    private String until(char end) {
        int found = pattern.indexOf(end, at);
        String text = pattern.substring(at, found);
        at = found + 1;
        return text;
    }
}
