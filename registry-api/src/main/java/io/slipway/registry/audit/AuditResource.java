package io.slipway.registry.audit;

import java.util.HashMap;
import java.util.Map;

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
import org.jboss.resteasy.reactive.RestQuery;

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
            description = "actor, action, subject: only entries that have exactly this")
    public Uni<Page<AuditView>> list(
            @RestQuery String actor, @RestQuery String action, @RestQuery String subject, @BeanParam PageQuery page) {
        Map<String, String> filters = new HashMap<>();
        filters.put("actor", actor);
        filters.put("action", action);
        filters.put("subject", subject);
        filters.values().removeIf(java.util.Objects::isNull);
        Keyset keyset = page.keyset();
        return entries.list(caller.get().organization(), filters, keyset)
                .map(rows -> Page.of(rows, keyset, AuditEntry::id, AuditEntry::view));
    }
}
