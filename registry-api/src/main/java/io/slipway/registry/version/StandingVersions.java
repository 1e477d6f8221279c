package io.slipway.registry.version;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.VersionState.Status;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.version.PublicationRules.Decision;
import io.smallrye.mutiny.Uni;

/** What the versions that a provider has mean for another one. Ask under the provider's lock for what is to last. */
@ApplicationScoped
class StandingVersions {
    private final VersionStore versions;

    StandingVersions(VersionStore versions) {
        this.versions = versions;
    }

    /** @param version the one that is the answer, or is built again; null when a new one is to be made */
    record Standing(Decision decision, Version version) {}

    /**
     * Fails with 409 when they stand against it.
     *
     * @param unlessKnown whether a version of the same package under another number is the answer
     */
    Uni<Standing> find(Provider provider, VersionNumber number, String sha256, boolean unlessKnown) {
        return versions.findByBareNumber(provider.name(), PublicationRules.bare(number))
                .map(existing -> new Standing(decide(provider, number, sha256, existing), existing))
                .invoke(standing -> mustBePossible(provider, standing))
                .flatMap(standing -> unlessKnown ? known(provider, sha256, standing) : same(standing));
    }

    /**
     * The version that makes an upload needless: a published one of the same package. Null when there is none. Fails with
     * 409 when they stand against it, as the same number does unless it failed.
     *
     * @param forced whether it is uploaded though there is one of the same package under another number
     */
    Uni<Version> findPublished(Provider provider, VersionNumber number, String sha256, boolean forced) {
        return find(provider, number, sha256, false).flatMap(standing -> {
            if (standing.decision() == Decision.ANSWER_EXISTING) {
                mustBePublished(standing.version(), forced);
                return Uni.createFrom().item(standing.version());
            }
            return forced ? Uni.createFrom().nullItem() : versions.findPublishedBySource(provider.name(), sha256);
        });
    }

    private static void mustBePublished(Version same, boolean forced) {
        if (forced || same.status() != Status.published) {
            throw ProblemException.complete(
                    ErrorCode.VERSION_EXISTS,
                    "Version " + same.number() + " is " + same.status()
                            + " with this very package. Use it, or publish under another version.",
                    List.of());
        }
    }

    private static Decision decide(Provider provider, VersionNumber number, String sha256, Version existing) {
        return PublicationRules.decide(
                provider.versionScheme(),
                number,
                sha256,
                existing == null
                        ? null
                        : new PublicationRules.Existing(
                                VersionNumbers.stored(existing.number()),
                                existing.sourceHash(),
                                existing.status(),
                                existing.isDeleted()));
    }

    private Uni<Standing> known(Provider provider, String sha256, Standing standing) {
        return standing.decision() == Decision.ANSWER_EXISTING
                ? same(standing)
                : versions.findBySource(provider.name(), sha256)
                        .map(known -> known == null ? standing : new Standing(Decision.ANSWER_EXISTING, known));
    }

    private static Uni<Standing> same(Standing standing) {
        return Uni.createFrom().item(standing);
    }

    private static void mustBePossible(Provider provider, Standing standing) {
        Version existing = standing.version();
        switch (standing.decision()) {
            case CREATE, BUILD_AGAIN, ANSWER_EXISTING -> {
                // Nothing stands against it.
            }
            case REFUSE_OTHER_SOURCE ->
                throw ProblemException.of(
                        ErrorCode.VERSION_EXISTS, "Version " + existing.number() + " has other content.");
            case REFUSE_OTHER_BUILD_METADATA ->
                throw ProblemException.of(
                        ErrorCode.VERSION_EXISTS, "Version " + existing.number() + " differs in build metadata only.");
            case REFUSE_BURNED ->
                throw ProblemException.of(
                        ErrorCode.VERSION_BURNED,
                        "Version " + existing.number() + " of " + provider.name() + " was deleted.");
            case REFUSE_OTHER_SCHEME ->
                throw ProblemException.of(
                        ErrorCode.VERSION_SCHEME_MISMATCH,
                        provider.name() + " counts by " + provider.versionScheme() + ".");
        }
    }
}
