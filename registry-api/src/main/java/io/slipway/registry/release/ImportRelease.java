package io.slipway.registry.release;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.idempotency.AnswerOnce;
import io.slipway.registry.idempotency.AnswerOnce.Once;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.OwnNames;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.runtime.Hops;
import io.smallrye.mutiny.Uni;

/** Takes a document in, and waits a while for what comes of it. */
@ApplicationScoped
class ImportRelease {
    private static final int ACCEPTED = 202;
    private static final Duration FIRST_LOOK = Duration.ofMillis(50);
    private static final Duration LAST_LOOK = Duration.ofMillis(500);

    private final ProjectNames projects;
    private final OwnNames names;
    private final AcceptImport accept;
    private final ImportStore imports;
    private final ReleaseStore releases;
    private final ImportWorker worker;
    private final AnswerOnce once;
    private final ImportConfig config;
    private final Clock clock;

    ImportRelease(
            ProjectNames projects,
            OwnNames names,
            AcceptImport accept,
            ImportStore imports,
            ReleaseStore releases,
            ImportWorker worker,
            AnswerOnce once,
            ImportConfig config,
            Clock clock) {
        this.projects = projects;
        this.names = names;
        this.accept = accept;
        this.imports = imports;
        this.releases = releases;
        this.worker = worker;
        this.once = once;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param key null without one; for one that was sent before the import is answered as it is now
     * @return the import as it is when it has ended, or after a while; never waits with {@code async}
     */
    Uni<Once<ImportView>> run(
            Caller caller, String project, ReleaseDocument document, KeyedRequest key, boolean async) {
        Executor loop = Hops.eventLoop();
        return once.orBefore(begun(caller, project, document, key), ImportView.class)
                .flatMap(begun -> now(caller, begun)
                        .flatMap(view -> async ? Uni.createFrom().item(view) : ended(caller, view, loop))
                        .map(view -> new Once<>(view, begun.before())));
    }

    private Uni<ImportView> begun(Caller caller, String project, ReleaseDocument document, KeyedRequest key) {
        return once.mustBeNew(key)
                .chain(() -> projects.own(caller, project))
                .call(name ->
                        projects.mustBeSame(caller, name, checked(document).project()))
                .flatMap(name -> accepted(caller, name, document, key))
                .invoke(worker::wake);
    }

    private Uni<ImportView> now(Caller caller, Once<ImportView> begun) {
        return begun.before()
                ? Panache.withSession(() -> find(caller, begun.answer().id()))
                : Uni.createFrom().item(begun.answer());
    }

    private ReleaseDocument checked(ReleaseDocument document) {
        DocumentRules.check(
                document,
                new DocumentRules.Sizes(
                        config.artifactBytes().asLongValue(),
                        config.totalBytes().asLongValue()));
        return document;
    }

    private Uni<ImportView> accepted(Caller caller, ProviderName name, ReleaseDocument document, KeyedRequest key) {
        return once.answer(
                key, view -> new AnswerOnce.Answer(ACCEPTED, null, view), () -> accept.accept(caller, name, document));
    }

    private Uni<ImportView> ended(Caller caller, ImportView view, Executor loop) {
        return look(caller, view, loop, clock.instant().plus(config.answerWithin()), FIRST_LOOK);
    }

    private Uni<ImportView> look(Caller caller, ImportView view, Executor loop, Instant until, Duration wait) {
        if (view.endedAt() != null || !clock.instant().isBefore(until)) {
            return Uni.createFrom().item(view);
        }
        Duration next = wait.multipliedBy(2).compareTo(LAST_LOOK) > 0 ? LAST_LOOK : wait.multipliedBy(2);
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(wait)
                .emitOn(loop)
                .flatMap(_ -> Panache.withSession(() -> find(caller, view.id())))
                .flatMap(now -> look(caller, now, loop, until, next));
    }

    /** Fails with 404. */
    @WithSession
    Uni<ImportView> get(Caller caller, String id) {
        return find(caller, id);
    }

    private Uni<ImportView> find(Caller caller, String id) {
        return imports.find("id", id)
                .<ReleaseImport>firstResult()
                .invoke(found -> {
                    if (found == null || !found.organization().equals(caller.organization())) {
                        throw missing(id);
                    }
                })
                .flatMap(found -> releases.findById(found.releaseId())
                        .call(release -> mustBeSeen(caller, release, id))
                        .flatMap(releases::parts)
                        .map(parts -> ImportView.of(found, parts.total(), parts.done())));
    }

    private Uni<Void> mustBeSeen(Caller caller, Release release, String id) {
        return names.isHidden(caller, ProviderNames.stored(release.provider()))
                .invoke(hidden -> {
                    if (hidden) {
                        throw missing(id);
                    }
                    caller.mustTouch(release.provider());
                })
                .replaceWithVoid();
    }

    private static ProblemException missing(String id) {
        return ProblemException.of(ErrorCode.NOT_FOUND, "There is no import " + id + ".");
    }
}
