package io.slipway.oci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;

import io.slipway.outbound.GuardedHttp;
import io.slipway.outbound.HostNames;
import io.slipway.providerpackage.ImageReference;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/**
 * The registries of this world. Those that the operator has not named must have public addresses, and lead nobody to one that
 * was named: neither by a redirect nor by the token service that they want to be asked.
 */
public final class Registries implements AutoCloseable {
    private static final String PLAIN = "http://";
    private static final String DOCKER = "docker.io";
    private static final String DOCKER_API = "registry-1.docker.io";

    private final Set<String> allowed = new HashSet<>();
    private final Set<String> plain = new HashSet<>();
    private final GuardedHttp open;
    private final GuardedHttp guarded;

    /**
     * @param allowed registries, and their token services, that may have addresses that are not public: {@code host:port}, or
     *     {@code http://host:port} for one that has no TLS
     */
    public Registries(Set<String> allowed) {
        this(allowed, HostNames.SYSTEM, SSLContexts.createDefault());
    }

    public Registries(Set<String> allowed, HostNames names, SSLContext tls) {
        for (String entry : allowed) {
            String lower = entry.toLowerCase(Locale.ROOT);
            boolean isPlain = lower.startsWith(PLAIN);
            String authority = withPort(isPlain ? lower.substring(PLAIN.length()) : lower, isPlain);
            this.allowed.add(authority);
            if (isPlain) {
                plain.add(authority);
            }
        }
        this.open = new GuardedHttp(this.allowed, names, tls);
        this.guarded = new GuardedHttp(Set.of(), names, tls);
    }

    /** To read from a repository. */
    public RegistrySession pull(ImageReference image, @Nullable RegistryLogin login) {
        return session(image.registry(), image.repository(), "pull", login);
    }

    /** To write to a repository of a registry, {@code host:port}, that was allowed. */
    public RegistrySession push(String registry, String repository, @Nullable RegistryLogin login) {
        return session(registry, repository, "pull,push", login);
    }

    private RegistrySession session(String registry, String repository, String actions, @Nullable RegistryLogin login) {
        String host = registry.toLowerCase(Locale.ROOT);
        String authority = host.equals(DOCKER) ? DOCKER_API : host;
        boolean isPlain = plain.contains(withPort(authority, true));
        String named = withPort(authority, isPlain);
        return new RegistrySession(
                allowed.contains(named) ? open : guarded,
                URI.create((isPlain ? PLAIN : "https://") + authority + "/v2/" + repository + "/"),
                registry,
                "repository:" + repository + ":" + actions,
                login);
    }

    private static String withPort(String authority, boolean isPlain) {
        boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
        return hasPort ? authority : authority + (isPlain ? ":80" : ":443");
    }

    @Override
    public void close() {
        try (open;
                guarded) {
            // Both are closed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
