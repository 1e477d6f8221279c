package io.slipway.deployer.secret;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.slipway.contracts.SecretReference;

/**
 * Marks that stand for secrets in an environment, until the cluster is asked to start something: what is remembered, logged
 * or computed with holds marks only. Nobody can write one by hand: their fences are taken out of what is no secret.
 */
public final class SecretMarks {
    private static final char FENCE = '\u0001';
    private static final Pattern MARK = Pattern.compile(FENCE + "secret:([A-Za-z_][A-Za-z0-9_]*):([0-9]{1,9})" + FENCE);

    private SecretMarks() {}

    /** The config with a mark instead of each reference. */
    public static Map<String, Object> marked(Map<String, Object> config) {
        Map<String, Object> marked = new LinkedHashMap<>();
        config.forEach((name, value) -> marked.put(
                name,
                SecretReference.of(value)
                        .<Object>map(reference -> FENCE + "secret:" + name + ":" + reference.revision() + FENCE)
                        .orElseGet(() -> unfenced(value))));
        return marked;
    }

    /** No request may hold a fence; a config of earlier days may. */
    private static Object unfenced(Object value) {
        return value instanceof String text ? text.replace(String.valueOf(FENCE), "") : value;
    }

    /** What the marks in an environment stand for. */
    public static Map<String, SecretReference> in(Map<String, String> environment) {
        Map<String, SecretReference> found = new TreeMap<>();
        environment.values().forEach(text -> MARK.matcher(text)
                .results()
                .forEach(mark -> found.put(mark.group(1), new SecretReference(Integer.parseInt(mark.group(2))))));
        return found;
    }

    /** @param values of all that {@link #in} finds */
    public static Map<String, String> resolved(Map<String, String> environment, Map<String, String> values) {
        Map<String, String> resolved = new LinkedHashMap<>();
        environment.forEach((name, text) -> resolved.put(
                name, MARK.matcher(text).replaceAll(mark -> Matcher.quoteReplacement(values.get(mark.group(1))))));
        return resolved;
    }
}
