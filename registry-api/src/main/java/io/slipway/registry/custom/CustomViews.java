package io.slipway.registry.custom;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        return deployments.newestOf(ids).flatMap(newest -> places(provider)
                .flatMap(places -> deployments(provider, newest, builds, places, actors(rows))
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
                .flatMap(builds ->
                        places(provider).flatMap(places -> deployments(provider, found, builds, places, List.of())))
                .map(Shown::views);
    }

    Uni<CustomDeploymentView> deployment(Provider provider, CustomDeployment deployment) {
        return deployments(provider, List.of(deployment)).map(List::getFirst);
    }

    /** In their order. */
    Uni<List<CustomCommitView>> commits(Provider provider, List<CustomCommit> found) {
        return places(provider).flatMap(places -> deployments
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
            Places places,
            Map<String, String> named,
            Map<String, List<String>> made) {
        return commit.view(
                provider.id(),
                places.name(commit.environment()),
                places.name(commit.fromEnvironment()),
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

    private Uni<Places> places(Provider provider) {
        return environments.of(provider.name()).flatMap(found -> environments
                .running(found.stream().map(CustomEnvironment::id).toList())
                .map(running -> new Places(found, running)));
    }

    private Uni<Shown> deployments(
            Provider provider,
            List<CustomDeployment> found,
            Map<String, String> builds,
            Places places,
            Collection<String> moreActors) {
        List<String> actors = new ArrayList<>(moreActors);
        found.forEach(one -> actors.add(one.actor()));
        List<String> ids =
                found.stream().map(CustomDeployment::commitId).distinct().toList();
        return commits.of(ids).flatMap(known -> names.of(actors)
                .map(named -> new Shown(
                        named,
                        found.stream()
                                .map(one -> one.view(
                                        provider.id(),
                                        CustomProviderView.publicId(provider),
                                        builds.getOrDefault(one.versionId(), "succeeded"),
                                        known.get(one.commitId()),
                                        CustomActor.of(provider.organization(), one.actor(), named),
                                        places.name(one.environment())))
                                .toList())));
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

    private record Places(List<CustomEnvironment> all, Map<String, Running> running) {
        /** Null for null. */
        String name(String id) {
            return all.stream()
                    .filter(one -> one.id().equals(id))
                    .map(CustomEnvironment::name)
                    .findFirst()
                    .orElse(id);
        }

        /** Where a version serves, or was deployed last. */
        Stream<CustomEnvironment> where(String version) {
            return all.stream().filter(one -> one.wants(version) || version.equals(serving(one)));
        }

        private String serving(CustomEnvironment one) {
            Running here = running.get(one.id());
            return here == null ? null : here.serving();
        }
    }
}
