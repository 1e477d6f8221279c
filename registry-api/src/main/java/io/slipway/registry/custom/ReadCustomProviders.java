package io.slipway.registry.custom;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.providerpackage.ProviderName;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.slipway.registry.provider.Provider;
import io.slipway.registry.provider.ProviderNames;
import io.smallrye.mutiny.Uni;

/** What belongs to a custom provider, as its organization sees it. */
@ApplicationScoped
class ReadCustomProviders {
    private final OwnProviders own;
    private final CustomVersionStore versions;
    private final CustomEnvironmentStore environments;
    private final DeploymentStore deployments;
    private final CommitStore commits;
    private final CustomViews views;

    ReadCustomProviders(
            OwnProviders own,
            CustomVersionStore versions,
            CustomEnvironmentStore environments,
            DeploymentStore deployments,
            CommitStore commits,
            CustomViews views) {
        this.own = own;
        this.versions = versions;
        this.environments = environments;
        this.deployments = deployments;
        this.commits = commits;
        this.views = views;
    }

    /** What the next version is counted from. @param highest null when there is none */
    record Outlook(ProviderName name, VersionNumber.Scheme scheme, String highest) {}

    @WithSession
    Uni<Outlook> outlook(Caller caller, String id) {
        return own.require(caller, id).flatMap(provider -> versions.highest(provider.name())
                .map(highest -> new Outlook(ProviderNames.stored(provider.name()), provider.versionScheme(), highest)));
    }

    /** @param page its anchor is a {@code cpv_…} */
    @WithSession
    Uni<Page<CustomVersionView>> versions(Caller caller, String id, VersionFilter filter, Keyset page) {
        Keyset ofVersions =
                new Keyset(page.limit(), CustomIds.version(page.anchor()), page.backward(), page.descending());
        return own.require(caller, id)
                .flatMap(provider -> page(
                        provider,
                        page,
                        versions.list(provider.name(), filter, ofVersions),
                        row -> CustomIds.ofVersion(row.id()),
                        views::versions));
    }

    @WithSession
    Uni<CustomVersionView> version(Caller caller, String id, String versionId) {
        return own.require(caller, id).flatMap(provider -> versions.require(provider.name(), prefixed(versionId))
                .flatMap(row -> views.version(provider, row)));
    }

    @WithSession
    Uni<Page<CustomEnvironmentView>> environments(Caller caller, String id, Keyset page) {
        return own.require(caller, id)
                .flatMap(provider -> page(
                        provider,
                        page,
                        environments.list(provider.name(), page),
                        CustomEnvironment::id,
                        views::environments));
    }

    @WithSession
    Uni<CustomEnvironmentView> environment(Caller caller, String id, String environment) {
        return own.require(caller, id).flatMap(provider -> environments
                .require(provider.name(), environment)
                .flatMap(found -> views.environments(provider, List.of(found)))
                .map(List::getFirst));
    }

    @WithSession
    Uni<Page<CustomDeploymentView>> deployments(Caller caller, String id, Keyset page) {
        return own.require(caller, id)
                .flatMap(provider -> page(
                        provider,
                        page,
                        deployments.list(provider.name(), page),
                        CustomDeployment::id,
                        views::deployments));
    }

    @WithSession
    Uni<CustomDeploymentView> deployment(Caller caller, String id, String deployment) {
        return own.require(caller, id).flatMap(provider -> deployments
                .require(provider.name(), deployment)
                .flatMap(found -> views.deployment(provider, found)));
    }

    /** Of a deployment, to show its log. @param build id; null when the version was deleted */
    record Logged(String build, List<CustomDeployment.Note> notes, boolean over) {}

    @WithSession
    Uni<Logged> logged(Caller caller, String id, String deployment) {
        return own.require(caller, id).flatMap(provider -> deployments
                .require(provider.name(), deployment)
                .flatMap(found -> versions.find(provider.name(), found.versionId())
                        .map(row -> new Logged(row == null ? null : row.buildId(), found.notes(), found.isOver()))));
    }

    @WithSession
    Uni<Page<CustomCommitView>> commits(Caller caller, String id, Keyset page) {
        return own.require(caller, id)
                .flatMap(provider ->
                        page(provider, page, commits.list(provider.name(), page), CustomCommit::id, views::commits));
    }

    @WithSession
    Uni<CustomCommitView> commit(Caller caller, String id, String commit) {
        return own.require(caller, id).flatMap(provider -> commits.require(provider.name(), commit)
                .flatMap(found -> views.commits(provider, List.of(found)))
                .map(List::getFirst));
    }

    /** Of others' ids nothing is made. */
    private static String prefixed(String versionId) {
        return versionId.startsWith("cpv_") ? CustomIds.version(versionId) : "none";
    }

    /** Of what a page shows, and of no row more. */
    private static <R, V> Uni<Page<V>> page(
            Provider provider,
            Keyset keyset,
            Uni<List<R>> found,
            Function<R, String> id,
            BiFunction<Provider, List<R>, Uni<List<V>>> views) {
        return found.map(rows -> Page.of(rows, keyset, id, row -> row))
                .flatMap(rows -> views.apply(provider, rows.items())
                        .map(shown -> new Page<>(shown, rows.pagination(), rows.first())));
    }
}
