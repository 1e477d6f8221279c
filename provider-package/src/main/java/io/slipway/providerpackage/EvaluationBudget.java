package io.slipway.providerpackage;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one evaluation may use. The library asks after each node of the expression, so that between two questions at most one
 * of its functions runs, on values that are small even when written out: a value that holds another one many times counts
 * it as often, or thirty lines of {@code {"a": $x, "b": $x}} would fill any memory when they become text.
 */
final class EvaluationBudget {
    private static final int MAX_STEPS = 100_000;
    private static final int MAX_DEPTH = 200;
    /** Of lists and objects in each other: each line of indented JSON begins with as many blanks. */
    private static final int MAX_LEVELS = 100;

    private static final int MAX_ITEMS = 4_096;
    private static final long MAX_MADE = 4L * 1024 * 1024;
    /** Steps decide, so that a busy machine decides no other way; this is for functions that take long. */
    private static final long MAX_NANOS = 1_000_000_000L;

    private final Map<Object, Weight> weights = new IdentityHashMap<>();
    private final long end = System.nanoTime() + MAX_NANOS;
    private int steps;
    private int depth;
    private long made;

    /** The evaluation ends here. */
    static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent(String message) {
            super(message);
        }
    }

    /** @param size it had when it was weighed: sequences grow */
    private record Weight(int size, int levels, long weight) {}

    /** Before a node is evaluated. */
    void step() {
        steps++;
        depth++;
        if (steps > MAX_STEPS || System.nanoTime() - end > 0) {
            throw new Spent("it takes too long: simplify it");
        }
        if (depth > MAX_DEPTH) {
            throw new Spent("it is nested more than " + MAX_DEPTH + " levels deep, or calls itself without end");
        }
    }

    /** After it was. */
    void made(Object result) {
        depth--;
        switch (result) {
            case String text -> spend(text.length());
            case Collection<?> collection -> spend(collection.size());
            case Map<?, ?> map -> spend(map.size());
            case null, default -> spend(1);
        }
        mustBeSmall(result);
    }

    void mustBeSmall(Object value) {
        if (weight(value) > Transformer.MAX_VALUES) {
            throw new Spent("it handles a value of more than " + Transformer.MAX_VALUES + " characters");
        }
    }

    private void spend(long amount) {
        made += amount;
        if (made > MAX_MADE) {
            throw new Spent("it makes too much: simplify it");
        }
    }

    private long weight(Object value) {
        return switch (value) {
            case String text -> text.length();
            case List<?> list -> remembered(list, list.size(), list);
            case Map<?, ?> map -> remembered(map, map.size(), map.values()) + keys(map);
            case null, default -> 1;
        };
    }

    private long remembered(Object whole, int size, Collection<?> parts) {
        if (size > MAX_ITEMS) {
            throw new Spent("it makes a list or object of more than " + MAX_ITEMS + " items");
        }
        Weight known = weights.get(whole);
        if (known != null && known.size() == size) {
            return known.weight();
        }
        long weight = 1;
        int levels = 1;
        for (Object part : parts) {
            weight += weight(part);
            Weight inside = weights.get(part);
            levels = Math.max(levels, inside == null ? 1 : inside.levels() + 1);
        }
        if (levels > MAX_LEVELS) {
            throw new Spent("it makes a value of more than " + MAX_LEVELS + " levels");
        }
        weights.put(whole, new Weight(size, levels, weight));
        return weight;
    }

    private static long keys(Map<?, ?> map) {
        long characters = 0;
        for (Object key : map.keySet()) {
            characters += key instanceof String text ? text.length() : 1;
        }
        return characters;
    }
}
