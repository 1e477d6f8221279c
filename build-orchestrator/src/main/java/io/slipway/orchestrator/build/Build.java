package io.slipway.orchestrator.build;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.slipway.contracts.BuildState;
import io.slipway.contracts.BuildState.Status;
import io.slipway.contracts.VersionState;
import io.slipway.providerpackage.Printable;
import io.slipway.providerpackage.ProviderManifest;

/**
 * One attempt of registry-api to have a version built: queued → running → succeeded or failed, and back to queued when
 * the infrastructure failed. Each claim raises the epoch; only the holder of the newest may report.
 */
@Entity
@Table(name = "build")
public class Build {
    @Id
    String id;

    String versionId;

    String provider;
    String organization;
    String version;
    long sequence;

    @Enumerated(EnumType.STRING)
    Status status;

    String sourceHash;
    long sourceSize;

    String imageSource;

    String runtimeImage;
    int attempt;
    int faults;
    Instant notBefore;

    String leaseOwner;
    Instant leaseUntil;

    long epoch;
    String image;

    /** Marked as the one that its version stands for; see {@code GarbageRows}. */
    boolean counts;

    @Convert(converter = SchemasColumn.class)
    List<Map<String, Object>> schemas;

    String errorCode;
    String errorMessage;

    Instant createdAt;
    Instant startedAt;

    Instant finishedAt;

    @Column(insertable = false, updatable = false)
    Instant logRemovedAt;

    /** Here only because a native query that reads the entity must find each column mapped. */
    @Column(insertable = false, updatable = false)
    Instant imageCheckedAt;

    protected Build() {}

    public static Build queue(VersionState version, Instant now) {
        Build build = new Build();
        build.id = version.buildId();
        build.versionId = version.id();
        build.provider = version.provider();
        build.organization = version.provider().substring(0, version.provider().indexOf('/'));
        build.version = version.version();
        build.sequence = 1;
        build.status = Status.queued;
        build.sourceHash = version.sourceHash();
        build.sourceSize = version.sourceSizeBytes();
        build.imageSource = imageSource(version);
        build.runtimeImage = version.runtimeImage();
        build.notBefore = now;
        build.createdAt = now;
        return build;
    }

    /** The image of a package that names one is copied as it is, whatever else the package says. */
    private static String imageSource(VersionState version) {
        return ProviderManifest.CONTAINER.equals(version.runtime()) ? version.runtimeVersion() : version.sourceHash();
    }

    /** A running build whose lease has run out counts a fault: its worker died over it, or nearly so. */
    void start(String owner, Instant now, Duration lease) {
        boolean abandoned = status == Status.running && !leaseUntil.isAfter(now);
        if (status != Status.queued && !abandoned) {
            throw new IllegalStateException("build " + id + " is " + status + " and cannot start");
        }
        faults += abandoned ? 1 : 0;
        attempt++;
        epoch++;
        leaseOwner = owner;
        leaseUntil = now.plus(lease);
        startedAt = now;
        change(Status.running);
    }

    void succeed(long claimed, Built built, Instant now) {
        requireHolder(claimed);
        image = built.image();
        schemas = built.schemas();
        finish(Status.succeeded, now);
    }

    /** Its version has changed: whether it stands for this build is looked at again. */
    public void mayNotCount() {
        counts = false;
    }

    void fail(long claimed, String code, String message, Instant now) {
        requireHolder(claimed);
        errorCode = code;
        // Whoever's words it quotes: a message that no database takes would leave the build without an end.
        errorMessage = Printable.text(message);
        finish(Status.failed, now);
    }

    /** Back into the queue, not before {@code when}; {@code fault} when this attempt shall count against the limit. */
    void postpone(long claimed, Instant when, boolean fault) {
        requireHolder(claimed);
        faults += fault ? 1 : 0;
        notBefore = when;
        release();
        change(Status.queued);
    }

    /** Ends an unfinished build from outside; whoever works on it loses the lease. */
    public void cancel(String code, String message, Instant now) {
        if (isFinished()) {
            throw new IllegalStateException("build " + id + " is " + status + " and cannot be cancelled");
        }
        epoch++;
        errorCode = code;
        // Whoever's words it quotes: a message that no database takes would leave the build without an end.
        errorMessage = Printable.text(message);
        finish(Status.failed, now);
    }

    public boolean isFinished() {
        return switch (status) {
            case queued, running -> false;
            case succeeded, failed -> true;
        };
    }

    public String id() {
        return id;
    }

    public BuildState state() {
        return new BuildState(
                id,
                versionId,
                provider,
                version,
                sequence,
                status,
                sourceHash,
                attempt,
                image,
                schemas,
                errorCode,
                errorMessage,
                createdAt,
                startedAt,
                finishedAt);
    }

    private void requireHolder(long claimed) {
        if (status != Status.running || epoch != claimed) {
            throw new LeaseLost(
                    "build %s: claim %d ended, it is %s under claim %d".formatted(id, claimed, status, epoch));
        }
    }

    private void finish(Status result, Instant now) {
        finishedAt = now;
        release();
        change(result);
    }

    private void release() {
        leaseOwner = null;
        leaseUntil = null;
    }

    private void change(Status next) {
        status = next;
        sequence++;
    }
}
