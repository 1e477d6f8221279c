package io.slipway.registry.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.contracts.InstallationOutcome.Decision;
import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.contracts.InstallationOutcome.Step;
import io.slipway.outbox.JsonColumn;

/** A rollout as deployer told of it. Until it has ended, its end is unknown; nothing else of it changes. */
@Entity
class Rollout {
    @Id
    private String id;

    private String installationId;
    private long number;
    private String fromVersion;
    private String toVersion;
    private String actor;
    private String reason;
    private String result;
    private String rule;

    @Convert(converter = Inputs.class)
    private Map<String, Object> inputs;

    @Convert(converter = Steps.class)
    private List<Step> steps;

    private Instant decidedAt;
    private Instant startedAt;
    private Instant finishedAt;

    protected Rollout() {}

    Rollout(String installationId, RolloutRecord told) {
        this.id = told.rollout().id();
        this.installationId = installationId;
        this.number = told.number();
        this.fromVersion = told.rollout().fromVersion();
        this.toVersion = told.rollout().toVersion();
        this.actor = told.rollout().actor();
        this.startedAt = told.rollout().startedAt();
        if (told.decision() != null) {
            this.rule = told.decision().rule();
            this.inputs = told.decision().inputs();
            this.steps = told.decision().steps();
            this.decidedAt = told.decision().decidedAt();
        }
        ended(told);
    }

    void ended(RolloutRecord told) {
        if (finishedAt == null) {
            reason = told.rollout().reason();
            result = told.rollout().result();
            finishedAt = told.rollout().finishedAt();
        }
    }

    String id() {
        return id;
    }

    String toVersion() {
        return toVersion;
    }

    /** Null when a build that did not tell it began the rollout. */
    Decision decision() {
        return rule == null ? null : new Decision(rule, inputs, decidedAt, steps);
    }

    RolloutView view() {
        return new RolloutView(
                id,
                number,
                fromVersion,
                toVersion,
                actor,
                rule,
                result,
                reason,
                startedAt,
                finishedAt,
                RolloutView.seconds(startedAt, finishedAt));
    }

    @Converter
    static class Inputs extends JsonColumn<Map<String, Object>> {
        Inputs() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Steps extends JsonColumn<List<Step>> {
        Steps() {
            super(new TypeReference<>() {});
        }
    }
}
