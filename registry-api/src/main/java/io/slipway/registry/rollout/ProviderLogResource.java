package io.slipway.registry.rollout;

import java.util.List;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.slipway.registry.installation.Target;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.runtime.Heartbeats;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/providers/installed/{org}/{name}/logs")
@Tag(name = "Installations")
@RequiresScope(Scope.READ)
public class ProviderLogResource {

    private final ProviderLogs logs;
    private final CurrentCaller caller;
    private final Heartbeats heartbeats;

    ProviderLogResource(ProviderLogs logs, CurrentCaller caller, Heartbeats heartbeats) {
        this.logs = logs;
        this.caller = caller;
        this.heartbeats = heartbeats;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getProviderLog",
            summary = "What the provider writes, as a page or followed",
            description = "after: a line's offset, exclusive; limit: 1 to 500; next is what to send as after."
                    + " Followed, each event's id is its line's offset; Last-Event-ID resumes")
    @Parameter(name = "Last-Event-ID", in = ParameterIn.HEADER, schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "In the form that Accept asks for",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = LogPage.class)),
                @Content(
                        mediaType = MediaType.SERVER_SENT_EVENTS,
                        examples = @ExampleObject(name = "events", value = LogPage.EVENTS_EXAMPLE))
            })
    public Uni<LogPage> page(
            @BeanParam Target target,
            @RestQuery String after,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "500",
                                            defaultValue = "500"))
                    @RestQuery
                    String limit) {
        return logs.page(target.address(caller.get()), after, Slice.limit(limit));
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5")
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> follow(
            @BeanParam Target target, @RestHeader("Last-Event-ID") String lastEventId, @Context Sse sse) {
        Heartbeats.Heartbeat heartbeat = heartbeats.begin();
        return logs.follow(caller.get(), target.address(caller.get()), lastEventId)
                .onItem()
                .transformToIterable(page -> events(sse, page, heartbeat));
    }

    private static List<OutboundSseEvent> events(Sse sse, LogPage page, Heartbeats.Heartbeat heartbeat) {
        boolean sends = !page.items().isEmpty();
        return heartbeat.isDue(sends)
                ? List.of(sse.newEventBuilder().comment("alive").build())
                : page.items().stream().map(line -> event(sse, line)).toList();
    }

    private static OutboundSseEvent event(Sse sse, LogPage.Line line) {
        return sse.newEventBuilder()
                .id(line.offset())
                .name("line")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(line)
                .build();
    }
}
