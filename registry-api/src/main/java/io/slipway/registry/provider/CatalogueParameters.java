package io.slipway.registry.provider;

import java.util.List;

import io.slipway.registry.paging.FilterValues;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The query parameters of the catalogue; a {@code @BeanParam}. */
public final class CatalogueParameters {
    @RestQuery
    @Parameter(
            description = "Words that all have to be found, or how they begin",
            schema = @Schema(type = SchemaType.STRING, maxLength = 200))
    String q;

    @RestQuery
    @Parameter(
            description = "public: everybody's; organization: your organization's; shared: what is shared with you."
                    + " Repeated: all that are in one of them; scope[] is the same")
    List<String> scope;

    @RestQuery("scope[]")
    @Parameter(hidden = true)
    List<String> bracketedScope;

    @RestQuery
    @Parameter(description = "Repeated: it must have all of them; tags[] is the same")
    List<String> tags;

    @RestQuery("tags[]")
    @Parameter(hidden = true)
    List<String> bracketedTags;

    /** @throws io.slipway.registry.problem.ProblemException 422 for what is beyond its limits */
    CatalogueFilter checked() {
        return CatalogueFilter.of(
                q, FilterValues.of("scope", scope, bracketedScope), FilterValues.of("tags", tags, bracketedTags));
    }
}
