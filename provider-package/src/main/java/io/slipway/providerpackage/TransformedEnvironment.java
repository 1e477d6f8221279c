package io.slipway.providerpackage;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** What a transformer has made, held against what an environment may be. */
final class TransformedEnvironment {
    private TransformedEnvironment() {}

    /** Sorted by name; what is null is left out, as it is of a config. */
    static Map<String, String> of(Object made) throws TransformerFault {
        if (!(made instanceof Map<?, ?> map)) {
            throw new TransformerFault("it makes " + kind(made) + ": make an object of names and values");
        }
        Map<String, String> environment = new TreeMap<>();
        long size = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (entry.getValue() == null) {
                continue;
            }
            String value = text(name, entry.getValue());
            environment.put(name, value);
            size += name.length() + value.length();
        }
        if (size > Transformer.MAX_VALUES) {
            throw new TransformerFault(
                    "it makes an environment of more than " + Transformer.MAX_VALUES + " characters");
        }
        return environment;
    }

    private static String text(String name, Object value) throws TransformerFault {
        String fault = VariableName.fault(name);
        if (fault != null) {
            throw new TransformerFault("'" + Printable.of(name) + "' " + fault);
        }
        return switch (value) {
            case String text
            when text.indexOf('\0') >= 0 ->
                throw new TransformerFault("the value of " + name + " holds the character NUL");
            case String text -> text;
            case Boolean truth -> truth.toString();
            case Double number ->
                new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            case Number number -> number.toString();
            default ->
                throw new TransformerFault(
                        "the value of " + name + " is " + kind(value) + ": make it a text, a number, true or false");
        };
    }

    private static String kind(Object value) {
        return switch (value) {
            case null -> "nothing";
            case String _ -> "a text";
            case Number _ -> "a number";
            case Boolean _ -> "true or false";
            case java.util.List<?> _ -> "a list";
            case Map<?, ?> _ -> "an object";
            default -> "a function";
        };
    }
}
