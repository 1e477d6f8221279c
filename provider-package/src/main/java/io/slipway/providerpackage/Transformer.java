package io.slipway.providerpackage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.dashjoin.jsonata.Jsonata;

/**
 * A stranger's JSONata expression that makes the environment of an installation's config. The same config gives the same
 * environment, and whatever the expression does ends soon and in little memory: see {@link EvaluationBudget}.
 */
public final class Transformer {
    /** Of the expression, the config and the environment, in bytes or characters. */
    static final int MAX_EXPRESSION = 16 * 1024;

    static final int MAX_VALUES = 64 * 1024;

    /** More than any expression within its budget takes: the last resort against what the library itself may do. */
    private static final int PATIENCE_SECONDS = 5;

    private static final long STACK_BYTES = 1024 * 1024;

    private final String expression;

    private Transformer(String expression) {
        this.expression = expression;
    }

    /**
     * Reads the expression without evaluating it.
     *
     * @throws TransformerFault with the position of what it may not hold
     */
    public static Transformer compile(String expression) throws TransformerFault {
        if (expression.length() > MAX_EXPRESSION) {
            throw new TransformerFault("it is longer than " + MAX_EXPRESSION + " characters");
        }
        apart(() -> parsed(expression));
        return new Transformer(expression);
    }

    /**
     * Returns the environment that the expression makes of a config: names to text.
     *
     * @throws TransformerFault when it makes none of this config, or nothing that may be an environment
     */
    public Map<String, String> environment(Map<String, Object> config) throws TransformerFault {
        return TransformedEnvironment.of(evaluate(config));
    }

    /**
     * Returns what the expression makes of a config, as it comes; values that are none of JSON's come out as they went in.
     *
     * @throws TransformerFault when it makes no object of this config
     */
    private Object evaluate(Map<String, Object> config) throws TransformerFault {
        return apart(() -> {
            Jsonata compiled = parsed(expression);
            EvaluationBudget budget = new EvaluationBudget();
            Jsonata.Frame frame = compiled.createFrame();
            BoundedFunctions.bind(frame);
            frame.setEvaluateEntryCallback((_, _, _) -> budget.step());
            frame.setEvaluateExitCallback((_, _, _, result) -> budget.made(result));
            Object input = withoutNulls(config);
            budget.mustBeSmall(input);
            return compiled.evaluate(input, frame);
        });
    }

    private static Jsonata parsed(String expression) throws TransformerFault {
        if (expression.contains("__")) {
            // The library keeps its hooks, and so the budget, in variables of such names.
            throw new TransformerFault("names with '__' are not available", expression.indexOf("__"));
        }
        // The library looks one character further than the last one.
        Jsonata compiled = Jsonata.jsonata(expression + "\n");
        ExpressionTree.makeSafe(compiled);
        return compiled;
    }

    /** JSONata tells what is not there from null, and so does a config: null is left out of environments. */
    private static Object withoutNulls(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                map.forEach((name, item) -> {
                    if (item != null) {
                        copy.put(name, withoutNulls(item));
                    }
                });
                yield copy;
            }
            case List<?> list ->
                list.stream()
                        .map(item -> item == null ? Jsonata.NULL_VALUE : withoutNulls(item))
                        .toList();
            default -> value;
        };
    }

    /** On a thread of its own: its stack has a known size, and what the library leaves on a thread goes with it. */
    private static <T> T apart(Callable<T> work) throws TransformerFault {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "transformer", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw fault(e.getCause());
        } catch (TimeoutException _) {
            throw new TransformerFault("it takes too long: simplify it");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TransformerFault("it was interrupted");
        }
    }

    private static TransformerFault fault(Throwable cause) {
        return switch (cause) {
            case TransformerFault fault -> fault;
            case EvaluationBudget.Spent spent -> new TransformerFault(spent.getMessage());
            case BoundedPattern.TooCostly costly -> new TransformerFault(costly.getMessage());
            case StackOverflowError _ -> new TransformerFault("it is nested too deeply, or calls itself without end");
            case com.dashjoin.jsonata.JException e -> new TransformerFault(e.getMessage(), e.getLocation());
            case VirtualMachineError error -> throw error;
            // The library reads on behind the end of what is not closed.
            case IndexOutOfBoundsException _ -> new TransformerFault("it ends in the middle");
            default -> new TransformerFault("it cannot be evaluated: " + cause.getMessage());
        };
    }
}
