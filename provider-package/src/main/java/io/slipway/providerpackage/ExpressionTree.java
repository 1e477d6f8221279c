package io.slipway.providerpackage;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser.Symbol;

/**
 * The tree that the library has made of an expression. It does not show it: its fields are read by reflection, which
 * {@code TransformerTest} holds against the version that the parent POM names.
 */
final class ExpressionTree {
    private static final Set<String> UNSTABLE = Set.of("now", "millis", "random", "shuffle");
    private static final Set<String> NOT_AVAILABLE =
            Set.of("eval", "toMillis", "fromMillis", "formatInteger", "parseInteger");

    private static final Field TREE = field(Jsonata.class, "ast");
    private static final Field TYPE = field(Symbol.class, "type");
    private static final Field SIGNATURE = field(Symbol.class, "signature");
    private static final Field VALUE = field(Symbol.class, "value");
    private static final Field POSITION = field(Symbol.class, "position");
    private static final List<Field> BRANCHES = Arrays.stream(Symbol.class.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
            .filter(field -> !field.getType().isPrimitive() && field.getType() != Jsonata.Frame.class)
            .peek(field -> field.setAccessible(true))
            .toList();

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ExpressionTree() {}

    /**
     * Refuses what is not the same every time or cannot be bounded, and puts bounded patterns in the place of Java's.
     *
     * @throws TransformerFault with its position
     */
    static void makeSafe(Jsonata compiled) throws TransformerFault {
        new ExpressionTree().visit(read(TREE, compiled));
    }

    private void visit(Object node) throws TransformerFault {
        switch (node) {
            case Symbol symbol when seen.add(symbol) -> visitSymbol(symbol);
            case List<?> list -> visitAll(list);
            case Object[] array -> visitAll(Arrays.asList(array));
            case null, default -> {
                // A name, a number, or a node that was seen.
            }
        }
    }

    private void visitAll(List<?> nodes) throws TransformerFault {
        for (Object node : nodes) {
            visit(node);
        }
    }

    private void visitSymbol(Symbol symbol) throws TransformerFault {
        Object value = read(VALUE, symbol);
        if ("transform".equals(read(TYPE, symbol))) {
            throw refusal(symbol, "the operator | … | … | is not available: use $merge");
        }
        if (read(SIGNATURE, symbol) != null) {
            // The library makes a pattern of it, and matches that with any number of arguments.
            throw refusal(symbol, "a function's signature is not available");
        }
        if ("variable".equals(read(TYPE, symbol)) && value instanceof String name) {
            if (UNSTABLE.contains(name)) {
                throw refusal(
                        symbol, "$" + name + " is not available: the same config has to give the same environment");
            }
            if (NOT_AVAILABLE.contains(name)) {
                throw refusal(symbol, "$" + name + " is not available");
            }
        }
        if (value instanceof Pattern pattern) {
            write(VALUE, symbol, new BoundedRegex(pattern));
        }
        for (Field branch : BRANCHES) {
            visit(read(branch, symbol));
        }
    }

    private static TransformerFault refusal(Symbol symbol, String message) {
        return new TransformerFault(message, (Integer) read(POSITION, symbol));
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("another version of JSONata", e);
        }
    }

    private static Object read(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Field field, Object object, Object value) {
        try {
            field.set(object, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
