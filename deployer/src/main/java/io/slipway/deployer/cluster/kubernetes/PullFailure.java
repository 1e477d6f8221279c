package io.slipway.deployer.cluster.kubernetes;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Event;

/**
 * Why an image cannot be pulled, in one text: a kubelet tells the reason and "Back-off pulling image" by turns, and each runtime
 * has its own words for it.
 */
final class PullFailure {
    static final Set<String> REASONS = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "ErrImageNeverPull",
            "RegistryUnavailable",
            "ImageInspectError",
            "InvalidImageName",
            "SignatureValidationFailed");

    private static final Pattern NOISE = Pattern.compile("(?i)back-off pulling image \"[^\"]*\":?"
            + "|failed to pull(?: and unpack)? image \"[^\"]*\":?"
            + "|rpc error: code = \\w+ desc =|error response from daemon:|\\bErrImagePull:");

    private enum Cause {
        MISSING("the registry does not have it: 404 not found", "not found|manifest unknown|name_unknown|\\b404\\b"),
        LOGIN(
                "the registry refuses the login: check slipway.kubernetes.registry-username and -password",
                "unauthorized|authentication required|no basic auth|access denied|\\b40[13]\\b"),
        BUSY("the registry takes no more requests for now: 429", "toomanyrequests|\\b429\\b"),
        DISK("the node's disk is full", "no space left"),
        TLS("the node does not trust the registry's certificate", "x509|tls:|http response to https client"),
        AWAY(
                "the node cannot reach the registry",
                "connection refused|no such host|time(?:d )?out|unreachable|reset by peer|deadline exceeded|\\beof\\b");

        private final String text;
        private final Pattern words;

        Cause(String text, String words) {
            this.text = text;
            this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
        }

        static Optional<Cause> of(String reason) {
            return Stream.of(values())
                    .filter(cause -> cause.words.matcher(reason).find())
                    .findFirst();
        }
    }

    private PullFailure() {}

    /** @param events of its pod; while the kubelet backs off, in many versions only they tell the reason */
    static String text(String image, ContainerStateWaiting waiting, Collection<Event> events) {
        String reason = Stream.concat(
                        Stream.ofNullable(waiting.getMessage()),
                        events.stream()
                                .filter(event -> "Failed".equals(event.getReason()))
                                .map(Event::getMessage))
                .map(message -> reason(message, image))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        String why = Cause.of(reason).map(cause -> cause.text).orElse(reason);
        return "the image " + image + " cannot be pulled" + (why.isEmpty() ? "" : ": " + why);
    }

    /** Without the image's name: its digest may well hold a 404. */
    private static String reason(String message, String image) {
        String plain = NOISE.matcher(message).replaceAll("");
        return Stream.of(image, image.substring(image.indexOf('@') + 1))
                .reduce(plain, (text, name) -> text.replace(name, "it"))
                .replaceAll("\\s+", " ")
                .replaceAll("^Error: (?:ErrImagePull|ImagePullBackOff)$", "")
                .strip();
    }
}
