package io.slipway.registry.conventions;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Multi;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives what is read its ETag, and who has it already a 304 (RFC 9110, section 13.1.2). */
@Singleton
public class ConditionalReadFilter {
    private static final Pattern GENERATION = Pattern.compile("\"\\d+\"");
    private static final Set<String> READS = Set.of("GET", "HEAD");
    private static final String NO_STORE = "no-store";
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final EntityTags tags;

    ConditionalReadFilter(EntityTags tags) {
        this.tags = tags;
    }

    @ServerResponseFilter
    public void tag(ContainerRequestContext request, ContainerResponseContext response) {
        // What nobody may keep is not compared either: its tag would tell of it.
        boolean secret = NO_STORE.equals(response.getHeaderString(HttpHeaders.CACHE_CONTROL));
        if (secret || !isJson(response)) {
            return;
        }
        String own = response.getHeaderString(HttpHeaders.ETAG);
        boolean read = READS.contains(request.getMethod()) && response.getStatus() == OK;
        String tag = tag(own, read, response.getEntity());
        if (tag != null) {
            response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        }
        if (read) {
            // Whoever keeps it asks each time whether it still holds, and keeps it for no one else.
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        }
        String condition = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        if (read && condition != null && names(condition, tag)) {
            response.setStatus(NOT_MODIFIED);
            response.setEntity(null);
        }
    }

    /** Null for what has none. */
    private String tag(String own, boolean read, Object view) {
        if (own != null) {
            return GENERATION.matcher(own).matches() ? tags.of(own, view) : own;
        }
        return read ? tags.of(view) : null;
    }

    /** By weak comparison: caches on the way may have marked the tag as weak. */
    private static boolean names(String condition, String tag) {
        return condition.strip().equals("*")
                || Arrays.stream(condition.split(","))
                        .map(String::strip)
                        .map(given -> given.startsWith("W/") ? given.substring(2) : given)
                        .anyMatch(tag::equals);
    }

    /** What says nothing of its type is a view, and becomes JSON. */
    private static boolean isJson(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        return type == null
                ? response.getEntity() instanceof Record
                : response.getEntity() != null
                        && !(response.getEntity() instanceof Multi)
                        && type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
    }
}
