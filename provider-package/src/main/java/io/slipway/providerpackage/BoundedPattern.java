package io.slipway.providerpackage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;

/** A stranger's pattern on a stranger's text: one that would go back and forth in it for ever is given up. */
final class BoundedPattern implements RegularExpression {
    /** Some ten milliseconds. */
    private static final int MAX_STEPS = 1_000_000;

    /** With more between two of these steps there may be less of them. */
    private static final int CHEAP = 300;

    private static final int MAX_COST = 10_000;

    private final Pattern pattern;
    private final int most;

    BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
        this.most = most(PatternCost.of(pattern.pattern()));
    }

    private static int most(double cost) {
        return cost > MAX_COST ? 0 : (int) (MAX_STEPS * Math.min(1, CHEAP / cost));
    }

    /** Matching took too many steps, or too much of the stack. */
    static final class TooCostly extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooCostly(String pattern) {
            super("the pattern '" + Printable.of(pattern) + "' takes too long on this value: simplify the pattern");
        }
    }

    static BoundedPattern compile(String regex) {
        // ECMA-262 means other things by a dollar and by the long names of character properties than Java does.
        return new BoundedPattern(Pattern.compile(
                RegularExpressions.replaceLongformCharacterProperties(RegularExpressions.replaceDollarAnchors(regex))));
    }

    /** @param steps that were taken before. @throws TooCostly at once for a pattern that need not read to go on */
    Matcher matcher(String text, int[] steps) {
        if (most == 0) {
            throw new TooCostly(pattern.pattern());
        }
        return pattern.matcher(new Counted(text, steps, most, pattern.pattern()));
    }

    @Override
    public boolean matches(String value) {
        try {
            return matcher(value, new int[1]).find();
        } catch (StackOverflowError _) {
            throw new TooCostly(pattern.pattern());
        }
    }

    private record Counted(CharSequence text, int[] steps, int most, String pattern) implements CharSequence {
        @Override
        public char charAt(int index) {
            steps[0]++;
            if (steps[0] > most) {
                throw new TooCostly(pattern);
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), steps, most, pattern);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
