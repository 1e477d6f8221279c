package io.slipway.registry.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.slipway.registry.release.ImportAnswer.ImportWarning;
import io.slipway.registry.release.ReleaseDocument.ReleaseArtifactDocument;
import io.slipway.registry.release.ReleaseDocument.ReleaseImageDocument;

/** A release and what was found of its artifacts and images, each in the order of its document. */
record ReleaseParts(Release release, List<ReleaseArtifact> artifacts, List<ReleaseImage> images) {

    boolean isVerified() {
        return artifacts.stream().allMatch(ReleaseArtifact::isVerified)
                && images.stream().allMatch(ReleaseImage::isPinned);
    }

    int total() {
        return artifacts.size() + images.size();
    }

    int done() {
        return (int) (artifacts.stream()
                        .filter(artifact -> artifact.state() != ReleaseArtifact.State.pending)
                        .count()
                + images.stream()
                        .filter(image -> image.state() != ReleaseImage.State.pending)
                        .count());
    }

    /** What nobody has looked at yet: artifacts before images. */
    List<ImportStep> todo() {
        Map<List<Object>, List<ImportStep.Source>> sources = new LinkedHashMap<>();
        artifacts.stream()
                .filter(artifact -> artifact.state() == ReleaseArtifact.State.pending)
                .forEach(artifact -> sources.computeIfAbsent(
                                List.of(artifact.sha256(), artifact.sizeBytes()), _ -> new ArrayList<>())
                        .add(new ImportStep.Source(
                                artifact.position(), document(artifact).downloadUrl())));
        List<ImportStep> steps = new ArrayList<>();
        sources.forEach((bytes, all) -> steps.add(new ImportStep.Fetch(
                release.organization(), (String) bytes.getFirst(), (Long) bytes.getLast(), List.copyOf(all))));
        images.stream()
                .filter(image -> image.state() == ReleaseImage.State.pending)
                .map(image -> new ImportStep.Pin(
                        image.position(),
                        image.url(),
                        release.document().images().get(image.position()).platform(),
                        release.document().ofOneImage()))
                .forEach(steps::add);
        return steps;
    }

    List<ImportWarning> warnings() {
        return artifacts.stream()
                .filter(artifact -> !artifact.isVerified())
                .map(artifact -> new ImportWarning(
                        artifact.name(),
                        artifact.message() == null ? "was not looked at" : artifact.message(),
                        artifact.sha256(),
                        artifact.actualSha256()))
                .toList();
    }

    /** Images by their digests. */
    List<ReleaseImageDocument> pinned() {
        List<ReleaseImageDocument> given = release.document().images();
        return IntStream.range(0, given.size())
                .mapToObj(i -> images.get(i).digest() == null
                        ? given.get(i)
                        : given.get(i)
                                .at(Images.stored(given.get(i).imageUrl())
                                        .at(images.get(i).digest())
                                        .toString()))
                .toList();
    }

    ReleaseArtifactDocument document(ReleaseArtifact artifact) {
        return release.document().artifacts().get(artifact.position());
    }
}
