package io.slipway.deployer.installation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationOutcome.Condition;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;
import io.slipway.deployer.installation.StatusFactory.Facts;
import io.slipway.deployer.rollout.Attempt;
import io.slipway.deployer.rollout.Failure;
import io.slipway.deployer.rollout.Goal;
import io.slipway.deployer.rollout.RolloutReasons;
import io.slipway.providerpackage.Printable;

/**
 * The four conditions, the one that matters most first. Their messages hold nothing that changes from look to look:
 * counts and times would make them flap.
 */
final class Conditions {
    private static final String TRUE = "True";
    private static final String FALSE = "False";

    private Conditions() {}

    static List<Condition> of(Facts facts, Phase phase) {
        return leading(Stream.of(stalled(facts), degraded(facts), progressing(facts, phase), ready(facts, phase)));
    }

    static List<Condition> stalled(List<Condition> before, String reason, String message) {
        Condition stalled = condition("Stalled", TRUE, reason, message);
        return leading(Stream.concat(
                Stream.of(stalled), before.stream().filter(one -> !one.type().equals("Stalled"))));
    }

    /** A condition that stays in its status keeps the time it entered it (Kubernetes API conventions, conditions). */
    static List<Condition> dated(List<Condition> made, List<Condition> before, Instant now) {
        return made.stream().map(condition -> dated(condition, before, now)).toList();
    }

    private static Condition dated(Condition condition, List<Condition> before, Instant now) {
        Instant since = before.stream()
                .filter(last ->
                        last.type().equals(condition.type()) && last.status().equals(condition.status()))
                .map(Condition::lastTransitionAt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(now);
        return new Condition(condition.type(), condition.status(), condition.reason(), condition.message(), since);
    }

    private static List<Condition> leading(Stream<Condition> conditions) {
        List<Condition> all = conditions.toList();
        return Stream.concat(
                        all.stream().filter(one -> one.status().equals(TRUE)),
                        all.stream().filter(one -> !one.status().equals(TRUE)))
                .toList();
    }

    private static Condition stalled(Facts facts) {
        if (Goals.waitsForSecrets(facts.goal())) {
            return condition("Stalled", TRUE, SecretsMissingException.REASON, SecretsMissingException.MESSAGE);
        }
        Optional<String> why = Optional.ofNullable(facts.state().attempt())
                .map(Attempt::candidate)
                .or(() -> Optional.ofNullable(facts.state().serving()))
                .flatMap(spec -> facts.observed().revision(spec.number()))
                .map(RevisionStatus::stalled);
        return why.map(reason -> condition(
                        "Stalled",
                        TRUE,
                        "Infrastructure",
                        "The infrastructure cannot run it: %s. It is tried again by itself; nothing was rejected."
                                .formatted(reason)))
                .orElseGet(() -> condition("Stalled", FALSE, "Working", "The infrastructure is not in the way."));
    }

    private static Condition degraded(Facts facts) {
        Failure failure = facts.state().failure();
        if (failure == null) {
            return condition("Degraded", FALSE, "AsWanted", "No version was taken back.");
        }
        RevisionSpec serving = facts.state().serving();
        String now = serving == null ? "Nothing serves." : "Version %s serves (still).".formatted(serving.version());
        return condition(
                "Degraded",
                TRUE,
                failure.reason(),
                "Version %s was taken back. %s It is not tried again by itself: publish a good version, or upgrade by hand. Why: %s"
                        .formatted(failure.version(), now, failure.message()));
    }

    private static Condition progressing(Facts facts, Phase phase) {
        if (facts.observed().paused()) {
            return condition("Progressing", FALSE, RolloutReasons.PAUSED, RolloutReasons.PAUSED_MESSAGE);
        }
        if (facts.goal() instanceof Goal.Hold hold) {
            return condition("Progressing", FALSE, hold.reason(), hold.message());
        }
        if (phase == Phase.removing) {
            return condition("Progressing", TRUE, "Removing", "Everything that runs is being stopped.");
        }
        Attempt attempt = facts.state().attempt();
        if (attempt == null) {
            return condition("Progressing", FALSE, "Settled", "No rollout runs.");
        }
        if (facts.observed().routes(attempt.candidate())) {
            return condition(
                    "Progressing",
                    TRUE,
                    "Soaking",
                    "Version %s answers requests, and is watched until its rollout has succeeded."
                            .formatted(attempt.candidate().version()));
        }
        String meanwhile = attempt.from() == null || facts.state().exclusive()
                ? "It gets requests when it is healthy."
                : "Version %s serves until it is healthy.".formatted(attempt.from());
        return condition(
                "Progressing",
                TRUE,
                "RolloutRunning",
                "Version %s is starting. %s".formatted(attempt.candidate().version(), meanwhile));
    }

    private static Condition ready(Facts facts, Phase phase) {
        if (phase == Phase.removing || phase == Phase.removed) {
            return condition("Ready", FALSE, "Removed", "It was uninstalled.");
        }
        RevisionSpec serving = facts.answering();
        if (serving == null) {
            return condition("Ready", FALSE, "NothingServes", "No version has become healthy yet.");
        }
        if (facts.observed().ready(serving) && facts.observed().routes(serving)) {
            return condition("Ready", TRUE, "Serving", "Version %s answers requests.".formatted(serving.version()));
        }
        return condition(
                "Ready",
                FALSE,
                "ServingNotReady",
                "Version %s does not answer its health check: it is restarted by itself; its logs may say more."
                        .formatted(serving.version()));
    }

    /** A message may quote a provider or a config; what cannot be stored would keep the outcome from everybody. */
    private static Condition condition(String type, String status, String reason, String message) {
        return new Condition(type, status, reason, Printable.text(message), null);
    }
}
