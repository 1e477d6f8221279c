package io.slipway.registry.build;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.slipway.registry.conventions.GracefulShutdown;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Numbers;
import io.slipway.registry.paging.Slice;
import io.slipway.registry.provider.ProviderNames;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/providers/{org}/{name}/versions/{version}/logs")
@Tag(name = "Versions")
@RequiresScope(Scope.READ)
public class BuildLogResource {

    private final BuildLogs logs;
    private final CurrentCaller caller;
    private final Heartbeats heartbeats;
    private final GracefulShutdown shutdown;

    BuildLogResource(BuildLogs logs, CurrentCaller caller, Heartbeats heartbeats, GracefulShutdown shutdown) {
        this.logs = logs;
        this.caller = caller;
        this.heartbeats = heartbeats;
        this.shutdown = shutdown;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getBuildLog",
            summary = "The build's log, as a page, as text or followed",
            description = "after: line number, exclusive; limit: 1 to 500."
                    + " Followed, each event's id is its line's number,"
                    + " Last-Event-ID resumes, and the event end is the last one")
    @Parameter(name = "Last-Event-ID", in = ParameterIn.HEADER, schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "In the form that Accept asks for",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = BuildLog.class)),
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        examples = @ExampleObject(name = "text", value = BuildLog.TEXT_EXAMPLE)),
                @Content(
                        mediaType = MediaType.SERVER_SENT_EVENTS,
                        examples = @ExampleObject(name = "events", value = BuildLog.EVENTS_EXAMPLE))
            })
    public Uni<BuildLog> page(
            @RestPath String org,
            @RestPath String name,
            @RestPath String version,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0")) @RestQuery
                    String after,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "500",
                                            defaultValue = "500"))
                    @RestQuery
                    String limit) {
        return logs.page(caller.get(), ProviderNames.given(org, name), version, after(after), Slice.limit(limit));
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN + ";qs=0.5")
    @Operation(hidden = true)
    public Multi<String> text(
            @RestPath String org, @RestPath String name, @RestPath String version, @RestQuery String after) {
        return logs.all(caller.get(), ProviderNames.given(org, name), version, after(after))
                .onItem()
                .transformToIterable(BuildLog::items)
                .map(line -> line.text() + "\n");
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.4")
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> follow(
            @RestPath String org,
            @RestPath String name,
            @RestPath String version,
            @RestHeader("Last-Event-ID") String lastEventId,
            @jakarta.ws.rs.core.Context Sse sse) {
        Heartbeats.Heartbeat heartbeat = heartbeats.begin();
        return logs.follow(
                        caller.get(),
                        ProviderNames.given(org, name),
                        version,
                        Numbers.position("Last-Event-ID", lastEventId))
                .onItem()
                .transformToIterable(page -> events(sse, page, heartbeat))
                .onCompletion()
                .continueWith(() -> last(sse).iterator());
    }

    private static List<OutboundSseEvent> events(Sse sse, BuildLog page, Heartbeats.Heartbeat heartbeat) {
        boolean sends = !page.items().isEmpty();
        return heartbeat.isDue(sends)
                ? List.of(sse.newEventBuilder().comment("alive").build())
                : page.items().stream().map(line -> event(sse, line)).toList();
    }

    private static OutboundSseEvent event(Sse sse, BuildLog.Line line) {
        return sse.newEventBuilder()
                .id(Long.toString(line.line()))
                .name("line")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(line)
                .build();
    }

    /** Whose stream ends with this replica comes again for the rest. */
    private List<OutboundSseEvent> last(Sse sse) {
        return shutdown.hasBegun()
                ? List.of()
                : List.of(sse.newEventBuilder().name("end").data("{}").build());
    }

    private static long after(String line) {
        return Numbers.position("after", line);
    }
}
