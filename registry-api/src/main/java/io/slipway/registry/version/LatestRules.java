package io.slipway.registry.version;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

import io.slipway.contracts.VersionState.Status;
import io.slipway.providerpackage.VersionNumber;

/** Which version {@code latest} stands for: the active one, else the highest published one that is no pre-release. */
public final class LatestRules {
    private LatestRules() {}

    /** A version, as far as it matters here. A yanked one has the status yanked. */
    public record Candidate(VersionNumber number, Status status, boolean active) {}

    public static Optional<VersionNumber> latest(Collection<Candidate> versions) {
        Optional<VersionNumber> active = versions.stream()
                .filter(Candidate::active)
                .map(Candidate::number)
                .findFirst();
        return active.or(() -> versions.stream()
                .filter(version -> version.status() == Status.published)
                .map(Candidate::number)
                .filter(number -> !number.preRelease())
                .max(Comparator.naturalOrder()));
    }
}
