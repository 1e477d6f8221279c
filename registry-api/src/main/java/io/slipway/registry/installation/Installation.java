package io.slipway.registry.installation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.InstallationIntent.PinCause;
import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Revision;

/**
 * A provider that a tenant wants to run. Every change of what is wanted raises sequence and generation; it is made under
 * the row's lock. What deployer tells of it lies beside it and raises neither.
 */
@Entity
public class Installation {
    @Id
    private String id;

    private String organization;
    private String installedBy;
    private String environment;
    private String provider;
    private long sequence;
    private long generation;
    private long requestedGeneration;

    @Enumerated(EnumType.STRING)
    private Desired desired;

    private boolean deleteData;
    private boolean force;
    private String version;
    private Hold hold;

    @Enumerated(EnumType.STRING)
    private UpgradePolicy upgradePolicy;

    private String versionRange;

    @Enumerated(EnumType.STRING)
    private ResourceTier resourceTier;

    private int configRevision;
    private int lastConfigRevision;

    @Convert(converter = InstallationColumns.Config.class)
    private Map<String, Object> config;

    private String actor;
    private Instant createdAt;
    private Instant updatedAt;
    private long outcomeSequence;

    @Convert(converter = InstallationColumns.Outcome.class)
    private InstallationOutcome outcome;

    @Convert(converter = InstallationColumns.Revisions.class)
    private List<Revision> served = List.of();

    private Instant removedAt;

    protected Installation() {}

    Installation(String id, Wanted wanted, Change by) {
        this.id = id;
        this.organization = wanted.organization();
        this.installedBy = wanted.user();
        this.environment = wanted.environment();
        this.provider = wanted.provider();
        this.desired = Desired.present;
        this.version = wanted.version();
        this.upgradePolicy = wanted.settings().upgradePolicy();
        this.versionRange = wanted.settings().versionRange();
        this.resourceTier = wanted.settings().resourceTier();
        this.config = SecretRules.referenced(wanted.settings().config(), 1);
        this.configRevision = 1;
        this.lastConfigRevision = 1;
        this.createdAt = by.at();
        requested(by);
    }

    /** To a version that no rollback named; a pin that holds another one follows or is given up. */
    void upgrade(String target, boolean hold, Change by) {
        version = target;
        hold(hold ? target : null, PinCause.upgrade);
        requested(by);
    }

    void downgrade(String target, Change by) {
        version = target;
        hold(target, PinCause.downgrade);
        requested(by);
    }

    /** Image, config and tier as they were; no policy leads away from it until the hold is released. */
    void rollBack(Restored restored, Change by) {
        version = restored.version();
        configRevision = restored.configRevision();
        config = restored.config();
        resourceTier = restored.resourceTier();
        hold(restored.version(), PinCause.rollback);
        requested(by);
    }

    /** The same once more: what was rejected is tried again. */
    void deployAgain(Change by) {
        if (upgradePolicy == UpgradePolicy.auto && hold == null) {
            version = standing().untried();
        }
        requested(by);
    }

    /** The version that is there already becomes the one that is held. */
    void holdHere(String installed, PinCause cause, Change by) {
        version = installed;
        hold(installed, cause);
        changed(by);
    }

    /** What was asked for is still asked for when access is back. */
    void holdForAccess(Change by) {
        hold(standing().installedVersion(), PinCause.access);
        changed(by);
    }

    void releaseHold(Change by) {
        hold(null, PinCause.upgrade);
        changed(by);
    }

    void configure(Settings settings, Change by) {
        if (hold != null && settings.asksForAnotherRollout(config, resourceTier)) {
            hold = hold.afterChange();
        }
        if (!settings.config().equals(config)) {
            lastConfigRevision++;
            configRevision = lastConfigRevision;
            config = SecretRules.referenced(settings.config(), configRevision);
        }
        if (settings.upgradePolicy() != upgradePolicy) {
            followPolicy();
        }
        upgradePolicy = settings.upgradePolicy();
        versionRange = settings.versionRange();
        resourceTier = settings.resourceTier();
        changed(by);
    }

    /** An automatic policy has moved on from what was asked for by hand: from here on that is what is asked for. */
    private void followPolicy() {
        boolean followed = hold == null || hold.cause() == PinCause.access;
        if (upgradePolicy == UpgradePolicy.auto && followed) {
            version = standing().installedVersion();
        }
    }

    /** What was asked for once stays asked for. */
    void uninstall(boolean withData, boolean byForce, Change by) {
        desired = Desired.absent;
        deleteData |= withData;
        force |= byForce;
        changed(by);
    }

    /** @return false when the outcome is not newer than what is known */
    public boolean heard(InstallationOutcome told, Instant now) {
        if (told.sequence() <= outcomeSequence || removedAt != null) {
            return false;
        }
        outcomeSequence = told.sequence();
        outcome = told;
        served = ServedRevisions.add(served, told);
        if (told.phase() == InstallationOutcome.Phase.removed && desired == Desired.absent) {
            removedAt = now;
        }
        if (pinCause() == PinCause.access) {
            // Deployer stays where it is, and that was not known here yet.
            hold(standing().installedVersion(), PinCause.access);
        }
        return true;
    }

    private void hold(String held, PinCause cause) {
        hold = held == null ? null : new Hold(held, cause);
    }

    private void requested(Change by) {
        changed(by);
        requestedGeneration = generation;
    }

    private void changed(Change by) {
        sequence++;
        generation++;
        actor = by.actor();
        updatedAt = by.at();
    }

    public String id() {
        return id;
    }

    String organization() {
        return organization;
    }

    /** {@code org/name} */
    String provider() {
        return provider;
    }

    long sequence() {
        return sequence;
    }

    long generation() {
        return generation;
    }

    boolean removing() {
        return desired == Desired.absent;
    }

    /** Nothing of it runs any more. */
    boolean gone() {
        return removedAt != null;
    }

    /** Whether all of that was asked for before. */
    boolean uninstalls(boolean withData, boolean byForce) {
        return removing() && (deleteData || !withData) && (force || !byForce);
    }

    String pin() {
        return hold == null ? null : hold.pin();
    }

    PinCause pinCause() {
        return hold == null ? null : hold.cause();
    }

    Settings settings() {
        return new Settings(upgradePolicy, versionRange, resourceTier, config);
    }

    int configRevision() {
        return configRevision;
    }

    /** Null before deployer has told anything. */
    public InstallationOutcome outcome() {
        return outcome;
    }

    List<Revision> served() {
        return served;
    }

    Standing standing() {
        return new Standing(version, requestedGeneration, outcome);
    }

    /** All that other services may know. */
    InstallationIntent intent() {
        return new InstallationIntent(
                id,
                organization,
                environment,
                provider,
                sequence,
                generation,
                requestedGeneration,
                desired,
                deleteData,
                force,
                version,
                pin(),
                pinCause(),
                upgradePolicy,
                versionRange,
                resourceTier,
                configRevision,
                config,
                actor,
                createdAt,
                updatedAt);
    }
}
