package io.slipway.registry.description;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.jboss.jandex.IndexView;

/** Completes the API's description, when it is built, with what holds for every route: no route repeats it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {
    private final IndexView index;

    public ApiDescription(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Operations operations = Operations.of(api);
        Methods methods = new Methods(index);
        new GoodAnswers(methods, api).describe(operations);
        new MediaTypes().describe(operations);
        new Headers().describe(operations);
        new IdempotencyKeys(methods).describe(operations);
        new Refusals(api).describe(operations);
        new AnswerHeaders(api).describe(operations);
        new Access(index, methods).describe(api, operations);
        new RecordSchemas(index, api).describe(operations);
        new Examples(api).describe(operations);
    }
}
