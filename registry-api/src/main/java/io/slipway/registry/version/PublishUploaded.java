package io.slipway.registry.version;

import java.util.HashMap;
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
import io.smallrye.mutiny.Uni;

/** Versions of packages that their publishers uploaded by themselves. */
@ApplicationScoped
public class PublishUploaded {
    private final ProviderStore providers;
    private final StandingVersions standing;
    private final Lineage lineage;
    private final InspectPackage inspect;
    private final RegisterVersion register;
    private final PublishMetrics metrics;
    private final ImageUrls images;

    PublishUploaded(
            ProviderStore providers,
            StandingVersions standing,
            Lineage lineage,
            InspectPackage inspect,
            RegisterVersion register,
            PublishMetrics metrics,
            ImageUrls images) {
        this.providers = providers;
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

    /** @param version the published one that makes it needless; null for none. @param baseVersionId null for none */
    public record Outlook(VersionView version, String baseVersionId) {}

    /** Fails with 409 when the provider's versions stand against it, with 422 for a base that is none. */
    @WithSession
    public Uni<Outlook> outlook(Wish wish) {
        VersionNumber number = VersionNumbers.given("/version", wish.number());
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
        return standing.findPublished(provider, number, wish.sha256(), wish.force())
                .map(found -> found == null ? null : found.view(images))
                .flatMap(existing -> base(wish).map(base -> new Outlook(existing, base)));
    }

    private Uni<String> base(Wish wish) {
        return wish.baseVersion() == null
                ? Uni.createFrom().nullItem()
                : lineage.find(wish.provider().toString(), wish.baseVersion()).map(Version::id);
    }

    /**
     * Blocks.
     *
     * @param field what the package is called in the request
     * @throws ProblemException 422 for a package that cannot become this version
     */
    public Publication inspect(Wish wish, ReceivedBlob blob, String field, String actor, Publication.Terms terms) {
        return inspect(wish, Map.of(), blob, field, actor, terms);
    }

    /**
     * The same with what else a publisher says in a form.
     *
     * @param described texts by the names of the form's fields
     */
    public Publication inspect(
            Wish wish,
            Map<String, String> described,
            ReceivedBlob blob,
            String field,
            String actor,
            Publication.Terms terms) {
        Map<String, String> fields = new HashMap<>(described);
        fields.put("version", wish.number());
        PublishForm form = PublishForm.of(fields);
        return inspect.inspect(wish.provider(), form, new InspectPackage.Given(blob, field), actor, terms);
    }

    /** In the caller's transaction; fails with 409 when the provider's versions stand against it. */
    public Uni<Published> register(Publication publication) {
        return register.register(publication).invoke(metrics::accepted);
    }

    /**
     * What was registered before, once more; fails with 410 when it was deleted meanwhile.
     *
     * @param activate whether it is to be followed; what was asked for before is not done again
     */
    public Uni<Published> again(ProviderName provider, String id, boolean activate, String actor) {
        return register.again(provider, id, activate, actor);
    }
}
