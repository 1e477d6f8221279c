package io.slipway.providerpackage;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML as JSON with comments: no tags, few aliases, no duplicate keys, and only JSON's types (YAML 1.2, section 10.2). */
final class StrictYaml {
    private static final int MAX_ALIASES = 20;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NODES = 20_000;
    /** As many as a manifest without aliases could hold: one long text may be meant a thousand times. */
    private static final int MAX_CHARACTERS = 64 * 1024;

    private StrictYaml() {}

    /** @throws YAMLException with a message that names line and column */
    static Map<String, Object> parse(String text) {
        LoaderOptions options = options(text.length());
        Yaml yaml = new Yaml(
                new SafeConstructor(options),
                new Representer(new DumperOptions()),
                new DumperOptions(),
                options,
                new JsonTypes());
        refuseTags(yaml.parse(new StringReader(text)));
        Object document = new Copy().copy(yaml.load(text), 0);
        if (document instanceof Map<?, ?> map) {
            return stringKeys(map);
        }
        throw new YAMLException("it is no mapping of names to values");
    }

    private static LoaderOptions options(int length) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(Math.max(1, length));
        return options;
    }

    private static void refuseTags(Iterable<Event> events) {
        for (Event event : events) {
            String tag =
                    switch (event) {
                        case ScalarEvent scalar -> scalar.getTag();
                        case CollectionStartEvent collection -> collection.getTag();
                        default -> null;
                    };
            if (tag != null) {
                throw new YAMLException("tags such as " + tag + " are not allowed (line "
                        + (event.getStartMark().getLine() + 1) + ")");
            }
        }
    }

    /** One line, with the place. */
    static String message(YAMLException e) {
        if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return marked.getProblem() + " (line " + (marked.getProblemMark().getLine() + 1) + ")";
        }
        return e.getMessage().lines().findFirst().orElse("it cannot be read");
    }

    private static Map<String, Object> stringKeys(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put((String) key, value));
        return result;
    }

    /** Expands aliases into a tree, as JSON would; counting stops the trees that aliases make of a few lines. */
    private static final class Copy {
        private int nodes;
        private int characters;

        private Object copy(Object value, int depth) {
            nodes++;
            if (nodes > MAX_NODES || depth > MAX_DEPTH) {
                throw new YAMLException("its aliases make it larger than " + MAX_NODES + " values or deeper than "
                        + MAX_DEPTH + " levels");
            }
            return switch (value) {
                case Map<?, ?> map -> copyMap(map, depth + 1);
                case List<?> list -> copyList(list, depth + 1);
                case String text -> counted(text);
                case null, default -> value;
            };
        }

        private String counted(String text) {
            characters += text.length();
            if (characters > MAX_CHARACTERS) {
                throw new YAMLException("its aliases make it longer than " + MAX_CHARACTERS + " characters");
            }
            return text;
        }

        private List<Object> copyList(List<?> list, int depth) {
            List<Object> result = new ArrayList<>();
            list.forEach(item -> result.add(copy(item, depth)));
            return result;
        }

        private Map<String, Object> copyMap(Map<?, ?> map, int depth) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                if (!(key instanceof String name)) {
                    throw new YAMLException("the key '" + key + "' is no string: quote it");
                }
                result.put(counted(name), copy(value, depth));
            });
            return result;
        }
    }

    /** YAML 1.1 would read {@code on} as true, {@code 010} as 8 and {@code 2024-06-10} as a date. */
    private static final class JsonTypes extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("^(?:true|false)$"), "tf");
            addImplicitResolver(Tag.INT, Pattern.compile("^-?(?:0|[1-9][0-9]{0,17})$"), "-0123456789");
            addImplicitResolver(
                    Tag.FLOAT,
                    Pattern.compile("^-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,3})?$"),
                    "-0123456789");
            addImplicitResolver(Tag.NULL, Pattern.compile("^(?:null|~|)$"), "n~\0");
            addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
        }
    }
}
