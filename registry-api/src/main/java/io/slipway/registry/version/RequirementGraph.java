package io.slipway.registry.version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;

/**
 * Walks along what providers require, a level at a time, and looks whether that leads back to where it began. Whoever has the
 * next level asks for all of it at once.
 */
public final class RequirementGraph {
    static final int MOST_LEVELS = 32;
    static final int MOST_PROVIDERS = 500;

    private final String origin;
    /** Who required each provider first. */
    private final Map<String, String> requiredBy = new HashMap<>();

    private SequencedSet<String> level = new LinkedHashSet<>();
    private int levels;
    private List<String> circle;

    /** @param origin where it begins, {@code org/name}. @param requires what that requires */
    public RequirementGraph(String origin, Collection<String> requires) {
        this.origin = origin;
        requires.forEach(name -> reach(name, origin));
    }

    /** Providers whose requirements are to be told next; empty when it is all known, or a circle was found. */
    public List<String> next() {
        return circle == null ? List.copyOf(level) : List.of();
    }

    /**
     * Takes in what those of {@link #next} require; who is left out requires nothing.
     *
     * @throws ProblemException 422 when it leads further than anybody could look at
     */
    public void told(Map<String, List<String>> requires) {
        SequencedSet<String> told = level;
        level = new LinkedHashSet<>();
        told.forEach(name -> requires.getOrDefault(name, List.of()).forEach(required -> reach(required, name)));
        levels++;
        if (!level.isEmpty() && (levels >= MOST_LEVELS || requiredBy.size() > MOST_PROVIDERS)) {
            throw ProblemException.complete(
                    ErrorCode.INVALID_VALUE,
                    "What " + origin + " requires leads further than " + MOST_LEVELS + " steps or " + MOST_PROVIDERS
                            + " providers: require fewer.",
                    List.of(new Problem.Detail("/service_dependencies", "lead too far")));
        }
    }

    /** From the origin back to it; empty when nothing leads back. */
    public Optional<List<String>> circle() {
        return Optional.ofNullable(circle);
    }

    /**
     * Providers of others that were not named by the origin stay unnamed: nobody need know of them.
     *
     * @param organization that reads it
     * @throws ProblemException 409 {@code dependency_cycle} with the way around
     */
    public void mustBeNoCircle(String organization) {
        circle().ifPresent(way -> {
            String around = way.stream()
                    .map(name -> isKnownTo(organization, name) ? name : "…")
                    .collect(Collectors.joining(" → "));
            throw ProblemException.of(
                    ErrorCode.DEPENDENCY_CYCLE,
                    origin + " would require itself: " + around + ".",
                    List.of(new Problem.Detail("/service_dependencies", around)));
        });
    }

    private boolean isKnownTo(String organization, String name) {
        return name.equals(origin) || origin.equals(requiredBy.get(name)) || name.startsWith(organization + "/");
    }

    private void reach(String name, String by) {
        if (name.equals(origin)) {
            circle = circle == null ? wayTo(by) : circle;
        } else if (requiredBy.putIfAbsent(name, by) == null) {
            level.add(name);
        }
    }

    private List<String> wayTo(String last) {
        List<String> way = new ArrayList<>(List.of(origin));
        for (String at = last; !at.equals(origin); at = requiredBy.get(at)) {
            way.addFirst(at);
        }
        way.addFirst(origin);
        return way;
    }
}
