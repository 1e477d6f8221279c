package io.slipway.registry.release;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.RequiresScope.Restricted;
import io.slipway.registry.organization.Scope;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Imports under way, and what became of them. */
@Path(ImportResource.PATH)
@Tag(name = "Releases")
public class ImportResource {
    static final String PATH = "/api/v1/catalog/imports";

    private final ImportRelease imports;
    private final CurrentCaller caller;

    ImportResource(ImportRelease imports, CurrentCaller caller) {
        this.imports = imports;
        this.caller = caller;
    }

    @GET
    @Path("/{import_id}")
    @RequiresScope(value = Scope.READ, restricted = Restricted.BY_ROUTE)
    @Operation(
            operationId = "getImport",
            summary = "An import",
            description = "Its result is there when it has succeeded. It is forgotten after a week")
    public Uni<ImportView> get(@RestPath("import_id") String id) {
        return imports.get(caller.get(), id);
    }
}
