package io.slipway.registry.version;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.providerpackage.ProviderName;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderStore;
import io.slipway.registry.version.PublicationRules.Decision;
import io.smallrye.mutiny.Uni;

/** Versions of packages that their publishers uploaded by themselves. */
@ApplicationScoped
public class PublishUploaded {
    private final ProviderStore providers;
    private final VersionStore versions;
    private final StandingVersions standing;
    private final Lineage lineage;
    private final InspectPackage inspect;
    private final RegisterVersion register;
    private final PublishMetrics metrics;
    private final ImageUrls images;

    PublishUploaded(
            ProviderStore providers,
            VersionStore versions,
            StandingVersions standing,
            Lineage lineage,
            InspectPackage inspect,
            RegisterVersion register,
            PublishMetrics metrics,
            ImageUrls images) {
        this.providers = providers;
        this.versions = versions;
        this.standing = standing;
        this.lineage = lineage;
        this.inspect = inspect;
        this.register = register;
        this.metrics = metrics;
        this.images = images;
    }

    /**
     * What a publisher wants to become a version.
     *
     * @param number as it was given
     * @param baseVersion id or number of the version that it is made from; null for none
     * @param force whether it is published though there is a version of the same package
     */
    public record Wish(ProviderName provider, String number, String sha256, String baseVersion, boolean force) {}

    /** @param version the one that there is; null for none. @param baseVersionId null for none */
    public record Outlook(VersionView version, String baseVersionId) {}

    /** Fails with 409 when the provider's versions stand against it, with 422 for a base that is none. */
    @WithSession
    public Uni<Outlook> outlook(Wish wish) {
        VersionNumber number = VersionNumbers.given(wish.number());
        return providers
                .find("name", wish.provider().toString())
                .firstResult()
                .flatMap(provider -> provider == null ? ofNone(wish) : of(provider, number, wish));
    }

    private static Uni<Outlook> ofNone(Wish wish) {
        if (wish.baseVersion() != null) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, "/base_version_id", wish.provider() + " has no version yet");
        }
        return Uni.createFrom().item(new Outlook(null, null));
    }

    private Uni<Outlook> of(Provider provider, VersionNumber number, Wish wish) {
        if (provider.isDeleted()) {
            throw ProblemException.of(ErrorCode.NAME_BURNED, "The provider " + provider.name() + " was deleted.");
        }
        return standing.find(provider, number, wish.sha256(), !wish.force())
                .map(found -> found.decision() == Decision.ANSWER_EXISTING
                        ? found.version().view(images)
                        : null)
                .flatMap(existing -> base(wish).map(base -> new Outlook(existing, base)));
    }

    private Uni<String> base(Wish wish) {
        return wish.baseVersion() == null
                ? Uni.createFrom().nullItem()
                : lineage.find(wish.provider().toString(), wish.baseVersion()).map(Version::id);
    }

    /** Blocks. @throws ProblemException 422 for a package that cannot become this version */
    public Publication inspect(Wish wish, ReceivedBlob blob, String actor, Publication.Terms terms) {
        return inspect.inspect(wish.provider(), PublishForm.of(Map.of("version", wish.number())), blob, actor, terms);
    }

    /** In the caller's transaction; fails with 409 when the provider's versions stand against it. */
    public Uni<Published> register(Publication publication) {
        return register.register(publication).invoke(metrics::accepted);
    }

    /** In the caller's transaction; fails with 410 when it was deleted meanwhile. */
    public Uni<VersionView> get(ProviderName provider, String id) {
        return versions.requireNamed(provider.toString(), id).map(version -> version.view(images));
    }
}
