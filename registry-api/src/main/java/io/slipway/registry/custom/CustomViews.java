package io.slipway.registry.custom;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.custom.CustomEnvironment.Running;
import io.slipway.registry.custom.CustomVersion.Row;
import io.slipway.registry.provider.Provider;
import io.smallrye.mutiny.Uni;

/** Puts together what callers see: by a fixed number of queries, however many there are. */
@ApplicationScoped
class CustomViews {
    private final CustomEnvironmentStore environments;
    private final DeploymentStore deployments;
    private final CommitStore commits;
    private final ActorNames names;

    CustomViews(
            CustomEnvironmentStore environments, DeploymentStore deployments, CommitStore commits, ActorNames names) {
        this.environments = environments;
        this.deployments = deployments;
        this.commits = commits;
        this.names = names;
    }

    /** In their order. */
    Uni<List<CustomVersionView>> versions(Provider provider, List<Row> rows) {
        List<String> ids = rows.stream().map(Row::id).toList();
        Map<String, String> builds = rows.stream().collect(Collectors.toMap(Row::id, Row::build));
        return deployments.newestOf(ids).flatMap(newest -> places(ids)
                .flatMap(places -> deployments(provider, newest, builds, actors(rows))
                        .map(shown -> versions(provider, rows, newest, shown, places))));
    }

    Uni<CustomVersionView> version(Provider provider, Row row) {
        return versions(provider, List.of(row)).map(List::getFirst);
    }

    /** In their order. */
    Uni<List<CustomDeploymentView>> deployments(Provider provider, List<CustomDeployment> found) {
        return deployments
                .builds(found.stream()
                        .map(CustomDeployment::versionId)
                        .distinct()
                        .toList())
                .flatMap(builds -> deployments(provider, found, builds, List.of()))
                .map(Shown::views);
    }

    Uni<CustomDeploymentView> deployment(Provider provider, CustomDeployment deployment) {
        return deployments(provider, List.of(deployment)).map(List::getFirst);
    }

    /** In their order. */
    Uni<List<CustomCommitView>> commits(Provider provider, List<CustomCommit> found) {
        List<String> ids = found.stream()
                .flatMap(commit -> Stream.of(commit.environment(), commit.fromEnvironment()))
                .toList();
        return environmentNames(ids).flatMap(places -> deployments
                .ofCommits(found.stream().map(CustomCommit::id).toList())
                .flatMap(
                        made -> names.of(found.stream().map(CustomCommit::actor).toList())
                                .map(named -> found.stream()
                                        .map(commit -> view(provider, commit, places, named, made))
                                        .toList())));
    }

    private static CustomCommitView view(
            Provider provider,
            CustomCommit commit,
            Map<String, String> places,
            Map<String, String> named,
            Map<String, List<String>> made) {
        return commit.view(
                provider.id(),
                name(places, commit.environment()),
                name(places, commit.fromEnvironment()),
                CustomActor.of(provider.organization(), commit.actor(), named),
                made.getOrDefault(commit.id(), List.of()));
    }

    /** In their order. */
    Uni<List<CustomEnvironmentView>> environments(Provider provider, List<CustomEnvironment> found) {
        return environments
                .running(found.stream().map(CustomEnvironment::id).toList())
                .map(running -> found.stream()
                        .map(one -> view(provider, one, running.get(one.id())))
                        .toList());
    }

    private Uni<Places> places(List<String> versions) {
        return environments.ofVersions(versions).flatMap(ids -> {
            List<String> all =
                    ids.values().stream().flatMap(List::stream).distinct().toList();
            return environments
                    .byId(all)
                    .flatMap(found -> environments.running(all).map(running -> new Places(ids, found, running)));
        });
    }

    /** By their ids. @param ids null among them stays without a name */
    private Uni<Map<String, String>> environmentNames(List<String> ids) {
        return environments
                .byId(ids.stream().filter(Objects::nonNull).distinct().toList())
                .map(found -> found.values().stream()
                        .collect(Collectors.toMap(CustomEnvironment::id, CustomEnvironment::name)));
    }

    private static String name(Map<String, String> names, String id) {
        return id == null ? null : names.get(id);
    }

    private Uni<Shown> deployments(
            Provider provider,
            List<CustomDeployment> found,
            Map<String, String> builds,
            Collection<String> moreActors) {
        List<String> actors = new ArrayList<>(moreActors);
        found.forEach(one -> actors.add(one.actor()));
        List<String> ids =
                found.stream().map(CustomDeployment::commitId).distinct().toList();
        return commits.of(ids).flatMap(known -> environmentNames(
                        found.stream().map(CustomDeployment::environment).toList())
                .flatMap(places -> names.of(actors)
                        .map(named -> new Shown(
                                named,
                                found.stream()
                                        .map(one -> one.view(
                                                provider.id(),
                                                CustomProviderView.publicId(provider),
                                                builds.getOrDefault(one.versionId(), "succeeded"),
                                                known.get(one.commitId()),
                                                CustomActor.of(provider.organization(), one.actor(), named),
                                                name(places, one.environment())))
                                        .toList()))));
    }

    private static List<String> actors(List<Row> rows) {
        return rows.stream()
                .map(Row::actor)
                .filter(actor -> actor != null)
                .distinct()
                .toList();
    }

    private static List<CustomVersionView> versions(
            Provider provider, List<Row> rows, List<CustomDeployment> newest, Shown shown, Places places) {
        Map<String, CustomDeploymentView> last = new HashMap<>();
        for (int i = 0; i < newest.size(); i++) {
            last.put(newest.get(i).versionId(), shown.views().get(i));
        }
        return rows.stream()
                .map(row -> new CustomVersionView(
                        CustomVersionView.OBJECT,
                        CustomIds.ofVersion(row.id()),
                        row.status(),
                        row.index(),
                        row.identifier(),
                        last.get(row.id()),
                        places.where(row.id())
                                .map(one -> view(provider, one, places.running().get(one.id())))
                                .toList(),
                        CustomIds.ofProvider(provider.id()),
                        CustomProviderView.publicId(provider),
                        CustomActor.of(provider.organization(), row.actor(), shown.names()),
                        row.createdAt(),
                        row.lastChange(),
                        row.number(),
                        row.id()))
                .toList();
    }

    private static CustomEnvironmentView view(Provider provider, CustomEnvironment one, Running running) {
        return new CustomEnvironmentView(
                CustomEnvironmentView.OBJECT,
                one.id(),
                new CustomEnvironmentView.Details(
                        CustomEnvironmentView.OBJECT,
                        one.id(),
                        CustomIds.ofProvider(provider.id()),
                        CustomProviderView.publicId(provider),
                        running == null ? null : running.serving(),
                        running == null ? null : running.installation(),
                        one.createdAt(),
                        one.updatedAt(),
                        one.name()));
    }

    private record Shown(Map<String, String> names, List<CustomDeploymentView> views) {}

    /** @param ids of environments, by the version's */
    private record Places(
            Map<String, List<String>> ids, Map<String, CustomEnvironment> all, Map<String, Running> running) {

        /** Where a version serves, or was deployed last. */
        Stream<CustomEnvironment> where(String version) {
            return ids.getOrDefault(version, List.of()).stream().map(all::get).filter(Objects::nonNull);
        }
    }
}
