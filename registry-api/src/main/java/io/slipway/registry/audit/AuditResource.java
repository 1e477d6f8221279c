package io.slipway.registry.audit;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.paging.Keyset;
import io.slipway.registry.paging.Page;
import io.slipway.registry.paging.PageQuery;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/audit")
@Tag(name = "Audit")
@RequiresScope(Scope.ADMIN)
public class AuditResource {
    private final AuditStore entries;
    private final CurrentCaller caller;

    AuditResource(AuditStore entries, CurrentCaller caller) {
        this.entries = entries;
        this.caller = caller;
    }

    @GET
    @WithSession
    @Operation(
            operationId = "listAuditEntries",
            summary = "What was changed in your organization, newest first",
            description = "actor, action, subject: only entries that have exactly this, or one of these")
    public Uni<Page<AuditView>> list(@BeanParam AuditParameters filters, @BeanParam PageQuery page) {
        Keyset keyset = page.keyset();
        return entries.list(caller.get().organization(), filters.combinations(), keyset)
                .map(rows -> Page.of(rows, keyset, AuditEntry::id, AuditEntry::view));
    }
}
