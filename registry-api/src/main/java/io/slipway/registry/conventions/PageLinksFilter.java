package io.slipway.registry.conventions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;

import io.slipway.registry.paging.Page;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * {@code Link} (RFC 8288) to the first, the next and the previous page of a list, with the request's own filters. They begin
 * with the path: a proxy in front need not tell its address.
 */
@Singleton
public class PageLinksFilter {
    private static final Set<String> ANCHORS = Set.of("after", "before", "cursor");

    @ServerResponseFilter
    public void link(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Page<?> page) {
            response.getHeaders().putSingle(HttpHeaders.LINK, String.join(", ", links(request.getUriInfo(), page)));
        }
    }

    private static List<String> links(UriInfo address, Page<?> page) {
        List<String> links = new ArrayList<>(List.of(link(address, "first", null, null)));
        if (page.pagination().hasMoreAfter() && page.pagination().nextCursor() != null) {
            links.add(link(address, "next", "cursor", page.pagination().nextCursor()));
        }
        if (page.pagination().hasMoreBefore() && page.first() != null) {
            links.add(link(address, "prev", "before", page.first()));
        }
        return links;
    }

    private static String link(UriInfo address, String relation, String anchor, String value) {
        UriBuilder target = UriBuilder.fromPath(address.getRequestUri().getRawPath());
        Stream<Map.Entry<String, List<String>>> filters = address.getQueryParameters().entrySet().stream()
                .filter(parameter -> !ANCHORS.contains(parameter.getKey()));
        filters.sorted(Map.Entry.comparingByKey())
                .forEach(filter -> filter.getValue().forEach(given -> target.queryParam("{name}", "{value}")
                        .resolveTemplate("name", filter.getKey())
                        .resolveTemplate("value", given)));
        if (anchor != null) {
            target.queryParam(anchor, "{anchor}").resolveTemplate("anchor", value);
        }
        return "<" + target.build() + ">; rel=\"" + relation + '"';
    }
}
