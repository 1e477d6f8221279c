package io.slipway.deployer.installation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.SecretReference;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.policy.PolicyInput;
import io.slipway.deployer.policy.Release;
import io.slipway.deployer.policy.Target;
import io.slipway.deployer.rollout.Goal;
import io.slipway.deployer.rollout.RolloutState;
import io.slipway.deployer.secret.SecretMarks;
import io.slipway.deployer.secret.Secrets;
import io.slipway.providerpackage.ConfigSchema;
import io.slipway.providerpackage.Printable;
import io.slipway.providerpackage.Transformer;
import io.slipway.providerpackage.TransformerFault;
import io.slipway.providerpackage.Violation;

/** Makes of the policy's target what a cluster can run: the release with the tenant's config and tier. */
final class Goals {
    private static final int MAX_TOLD = 4_000;
    private static final String MISFIT = "ConfigInvalid";
    private static final String UNRENDERED = "TransformerFailed";

    private final Secrets secrets;

    Goals(Secrets secrets) {
        this.secrets = secrets;
    }

    static boolean waitsForSecrets(Goal goal) {
        return goal instanceof Goal.Hold hold && hold.reason().equals(SecretsMissingException.REASON);
    }

    Goal of(Target target, PolicyInput input, RolloutState state) {
        return switch (target) {
            case Target.Run run -> serve(run.release(), input, state);
            case Target.Keep _ -> new Goal.Keep();
            case Target.Wait wait -> hold(wait, input, state);
            case Target.Absent absent -> new Goal.Gone(absent.deleteData());
        };
    }

    /** A change of config or tier does not wait for a version that does. */
    private Goal hold(Target.Wait wait, PolicyInput input, RolloutState state) {
        Goal meanwhile = wait.meanwhile() == null ? new Goal.Keep() : serve(wait.meanwhile(), input, state);
        if (waitsForSecrets(meanwhile)) {
            return meanwhile;
        }
        return meanwhile instanceof Goal.Serve(RevisionSpec wanted) && !wanted.runsTheSameAs(state.serving())
                ? meanwhile
                : new Goal.Hold(wait.blocked(), wait.reason(), wait.message());
    }

    /** Why the chosen version does not take the config; null when it does. */
    static String misfit(Goal goal) {
        return goal instanceof Goal.Hold hold && Set.of(MISFIT, UNRENDERED).contains(hold.reason())
                ? hold.message()
                : null;
    }

    private Goal serve(Release release, PolicyInput input, RolloutState state) {
        InstallationIntent intent = input.intent();
        RevisionSpec bare = spec(release, intent, Map.of());
        // Revisions never change: one that was checked and rendered before is as it was.
        if (state.attempt() != null && bare.runsTheSameAs(state.attempt().candidate())) {
            return new Goal.Serve(state.attempt().candidate());
        }
        if (bare.runsTheSameAs(state.serving())) {
            return new Goal.Serve(state.serving());
        }
        Map<String, SecretReference> named = SecretReference.in(intent.config());
        Optional<Map<String, String>> values = secrets.of(intent.id(), intent.configRevision(), named);
        if (values.isEmpty()) {
            return new Goal.Hold(false, SecretsMissingException.REASON, SecretsMissingException.MESSAGE);
        }
        List<Violation> violations = violations(release, intent, values.get());
        return violations.isEmpty() ? rendered(release, intent) : parked(release, violations, input, state);
    }

    /** A config that only the chosen version refuses is not kept from the one that serves. */
    private Goal parked(Release refusing, List<Violation> violations, PolicyInput input, RolloutState state) {
        Release current = input.current();
        boolean another = current != null && !current.version().equals(refusing.version());
        if (!another || input.rejected(current.image())) {
            return invalid(refusing, violations, null);
        }
        Goal meanwhile = serve(current, input, state);
        return waitsForSecrets(meanwhile) ? meanwhile : invalid(refusing, violations, meanwhile.wanted());
    }

    static Goal rendered(Release release, InstallationIntent intent) {
        try {
            return new Goal.Serve(spec(release, intent, environment(release, intent)));
        } catch (TransformerFault e) {
            return new Goal.Hold(
                    true,
                    UNRENDERED,
                    "Version %s cannot make its environment of the installation's config (%s): change the config, or ask its publisher."
                            .formatted(release.version(), told(e.getMessage())));
        }
    }

    private static RevisionSpec spec(Release release, InstallationIntent intent, Map<String, String> environment) {
        return new RevisionSpec(
                0,
                release.version(),
                release.image(),
                intent.configRevision(),
                intent.resourceTier(),
                release.manifest().strategy(),
                release.manifest().port(),
                release.manifest().keepsData(),
                release.manifest().health(),
                environment);
    }

    private static List<Violation> violations(Release release, InstallationIntent intent, Map<String, String> secrets) {
        Map<String, Object> schema = release.manifest().config();
        Map<String, Object> whole = new LinkedHashMap<>(config(intent));
        whole.putAll(secrets);
        return schema == null ? List.of() : ConfigSchema.validate(schema, whole, secrets.keySet());
    }

    private static Goal invalid(Release release, List<Violation> violations, RevisionSpec meanwhile) {
        String which = violations.stream()
                .map(violation -> violation.pointer() + " " + violation.message())
                .collect(Collectors.joining("; "));
        return new Goal.Hold(
                true,
                MISFIT,
                "Version %s does not accept the installation's config (%s): change the config."
                        .formatted(release.version(), told(which)),
                meanwhile);
    }

    /** A schema's publisher chooses the words: no database takes NUL, and an event has a size. */
    private static String told(String message) {
        int end = message.length() <= MAX_TOLD ? message.length() : message.offsetByCodePoints(0, MAX_TOLD / 2);
        return Printable.text(message.substring(0, end)) + (end < message.length() ? "…" : "");
    }

    /**
     * Scalars as text, in the order of their names; what is null is left out. A transformer sees of a secret what stands for it,
     * which it may pass on, alone or within a text.
     */
    static Map<String, String> environment(Release release, InstallationIntent intent) throws TransformerFault {
        Map<String, Object> schema = release.manifest().config();
        Map<String, Object> values =
                schema == null ? config(intent) : ConfigSchema.withDefaults(schema, config(intent));
        String transformer = release.manifest().transformer();
        if (transformer != null) {
            Map<String, String> made =
                    new LinkedHashMap<>(Transformer.compile(transformer).environment(values));
            made.put("SLIPWAY_VERSION", release.version());
            return made;
        }
        Map<String, String> environment = new TreeMap<>();
        Stream.of(Map.<String, Object>of("SLIPWAY_VERSION", release.version()), values)
                .flatMap(map -> map.entrySet().stream())
                .filter(entry -> entry.getValue() != null)
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().toString()));
        return new LinkedHashMap<>(environment);
    }

    private static Map<String, Object> config(InstallationIntent intent) {
        return intent.config() == null ? Map.of() : SecretMarks.marked(intent.config());
    }
}
