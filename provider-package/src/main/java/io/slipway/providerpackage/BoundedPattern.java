package io.slipway.providerpackage;

import java.util.regex.Pattern;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;

/** A stranger's pattern on a stranger's text: one that would go back and forth in it for ever is given up. */
record BoundedPattern(Pattern pattern) implements RegularExpression {
    /** Some ten milliseconds. */
    private static final int MAX_STEPS = 1_000_000;

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

    /** The same text, to be matched with this pattern alone. */
    static CharSequence bounded(String text, Pattern pattern) {
        return new Counted(text, new int[1], pattern.pattern());
    }

    @Override
    public boolean matches(String value) {
        try {
            return pattern.matcher(new Counted(value, new int[1], pattern.pattern()))
                    .find();
        } catch (StackOverflowError _) {
            throw new TooCostly(pattern.pattern());
        }
    }

    private record Counted(CharSequence text, int[] steps, String pattern) implements CharSequence {
        @Override
        public char charAt(int index) {
            steps[0]++;
            if (steps[0] > MAX_STEPS) {
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
            return new Counted(text.subSequence(start, end), steps, pattern);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
