package io.slipway.local.settings;

import java.util.Map;

/** Settings by environment variables; an empty one counts as missing, as compose files leave them. */
public record Environment(Map<String, String> variables) {
    private static final int HIGHEST_PORT = 65_535;

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** @throws InvalidSettingException when it is missing */
    public String required(String name) {
        String value = optional(name, "");
        if (value.isEmpty()) {
            throw new InvalidSettingException("set " + name);
        }
        return value;
    }

    public String optional(String name, String otherwise) {
        String value = variables.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    /** @throws InvalidSettingException when it is neither true nor false */
    public boolean flag(String name) {
        return switch (optional(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw new InvalidSettingException(name + " is true or false, not " + other);
        };
    }

    /** @throws InvalidSettingException when it is no port; 0 stands for any free one */
    public int port(String name, int otherwise) {
        String value = optional(name, Integer.toString(otherwise));
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException _) {
            // the same as a number that is none of a port
        }
        throw new InvalidSettingException(name + " is a port from 0 to " + HIGHEST_PORT + ", not " + value);
    }

    @Override
    public String toString() {
        return "Environment" + variables.keySet(); // no secrets in logs
    }
}
