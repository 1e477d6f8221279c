package io.slipway.registry.description;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** What the description says of each route. */
record Operations(List<Route> routes) implements Iterable<Operations.Route> {

    /** One operation at its place. */
    record Route(PathItem.HttpMethod method, Operation operation) {
        List<Parameter> parameters() {
            return operation.getParameters() == null ? List.of() : operation.getParameters();
        }

        List<MediaType> requestBodies() {
            boolean none = operation.getRequestBody() == null
                    || operation.getRequestBody().getContent() == null;
            return none
                    ? List.of()
                    : List.copyOf(operation
                            .getRequestBody()
                            .getContent()
                            .getMediaTypes()
                            .values());
        }

        List<MediaType> responseBodies() {
            return operation.getResponses().getAPIResponses().values().stream()
                    .filter(response -> response.getContent() != null)
                    .flatMap(response -> response.getContent().getMediaTypes().values().stream())
                    .toList();
        }

        Map<String, APIResponse> responses() {
            return operation.getResponses().getAPIResponses();
        }
    }

    static Operations of(OpenAPI api) {
        return new Operations(api.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().entrySet().stream())
                .map(entry -> new Route(entry.getKey(), entry.getValue()))
                .toList());
    }

    @Override
    public Iterator<Route> iterator() {
        return routes.iterator();
    }
}
