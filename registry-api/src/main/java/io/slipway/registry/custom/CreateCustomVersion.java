package io.slipway.registry.custom;

import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.custom.BecomeCustomVersion.Draft;
import io.slipway.registry.custom.ReadCustomProviders.Outlook;
import io.slipway.registry.idempotency.AnswerOnce;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.image.ImageWish;
import io.slipway.registry.image.PreparedImage;
import io.slipway.registry.image.PublishImage;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.provider.ProviderMetadata;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.staging.PublishStaged;
import io.slipway.registry.version.ConfigOverride;
import io.slipway.registry.version.Publication;
import io.smallrye.mutiny.Uni;

/** Looks at what a version is to be made of, outside of any transaction; then it becomes one in one. */
@ApplicationScoped
class CreateCustomVersion {
    private static final int CREATED = 201;

    private final ReadCustomProviders read;
    private final PublishStaged staged;
    private final PublishImage images;
    private final BecomeCustomVersion versions;
    private final AnswerOnce once;
    private final CallerStanding standing;
    private final Hops hops;
    private final Clock clock;

    CreateCustomVersion(
            ReadCustomProviders read,
            PublishStaged staged,
            PublishImage images,
            BecomeCustomVersion versions,
            AnswerOnce once,
            CallerStanding standing,
            Hops hops,
            Clock clock) {
        this.read = read;
        this.staged = staged;
        this.images = images;
        this.versions = versions;
        this.once = once;
        this.standing = standing;
        this.hops = hops;
        this.clock = clock;
    }

    /**
     * Who asks for what.
     *
     * @param providerId {@code cpr_…}
     * @param key null without an {@code Idempotency-Key}
     */
    record Command(Caller caller, String providerId, CustomVersionRequest request, KeyedRequest key) {}

    Uni<CustomVersionView> create(Command command) {
        return hops.blocking(() -> command.request().checked())
                .invoke(request -> mustBeAllowed(command.caller(), request))
                .chain(() -> once.mustBeNew(command.key()))
                .chain(() -> read.outlook(command.caller(), command.providerId()))
                .flatMap(outlook -> command.request().from().ofSource()
                        ? ofSource(command, outlook)
                        : ofContainer(command, outlook));
    }

    private static void mustBeAllowed(Caller caller, CustomVersionRequest request) {
        if (request.environments() != null && !request.environments().isEmpty()) {
            caller.mustHave(Scope.INSTALL);
        }
    }

    /**
     * Without a name its number is the one that the upload was asked for with. What the request says of the config stands in
     * for what the package says, which stays as it was sent.
     */
    private Uni<CustomVersionView> ofSource(Command command, Outlook outlook) {
        CustomVersionRequest request = command.request();
        CustomVersionRequest.From from = request.from();
        boolean counted = request.identifier() != null && isWords(request.identifier());
        return staged.publish(
                new PublishStaged.Source(
                        command.caller(),
                        outlook.name(),
                        from.storagePath(),
                        from.sourceHash(),
                        "/from",
                        command.key()),
                asked -> Uni.createFrom()
                        .item(number(request.identifier() == null ? asked : request.identifier(), outlook)
                                .toString()),
                draft -> versions.become(
                        command, new Draft(over(request.override(), draft.publication()), counted, draft.register())),
                CreateCustomVersion::answer);
    }

    private static Publication over(ConfigOverride config, Publication publication) {
        return config == null ? publication : publication.with(config.over(publication.manifest()));
    }

    private Uni<CustomVersionView> ofContainer(Command command, Outlook outlook) {
        CustomVersionRequest request = command.request();
        ConfigOverride config = request.override();
        CustomVersionRequest.From from = request.from();
        ImageWish wish = new ImageWish(
                outlook.name(),
                number(request.identifier(), outlook),
                from.imageRef(),
                from.username(),
                from.password(),
                config == null ? null : config.schema(),
                config == null ? null : config.transformer(),
                config == null ? null : config.port(),
                config == null ? null : config.health(),
                new ProviderMetadata(Map.of()),
                null,
                command.caller().actor(),
                Publication.Terms.PLAIN);
        return images.prepare(wish)
                .flatMap(image -> noted(command, () -> versions.become(command, drafted(image, request))));
    }

    private Draft drafted(PreparedImage image, CustomVersionRequest request) {
        return new Draft(
                image.publication(),
                isWords(request.identifier()),
                publication ->
                        images.register(new PreparedImage(publication, image.blob(), image.image(), image.login())));
    }

    private Uni<CustomVersionView> noted(Command command, Supplier<Uni<CustomVersionView>> work) {
        Supplier<Uni<CustomVersionView>> stillAllowed =
                () -> standing.mustLast(command.caller()).chain(work::get);
        return once.answer(command.key(), CreateCustomVersion::answer, stillAllowed);
    }

    private static AnswerOnce.Answer answer(CustomVersionView view) {
        return new AnswerOnce.Answer(CREATED, null, view);
    }

    /** Words say nothing of the number. */
    private static boolean isWords(String identifier) {
        return NextVersion.ofIdentifier(identifier).isEmpty();
    }

    private VersionNumber number(String given, Outlook outlook) {
        return NextVersion.ofIdentifier(given)
                .orElseGet(() -> NextVersion.after(outlook.scheme(), outlook.highest(), clock.instant()));
    }
}
