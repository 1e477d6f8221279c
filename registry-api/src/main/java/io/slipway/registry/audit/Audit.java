package io.slipway.registry.audit;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.EntityId;
import io.slipway.contracts.EventTypes;
import io.slipway.contracts.InstallationEvent.InstallationChanged;
import io.slipway.contracts.LifecycleEvent;
import io.slipway.contracts.VersionEvent.VersionChanged;
import io.slipway.registry.organization.Caller;
import io.smallrye.mutiny.Uni;

/** The audit log. An entry is written in the transaction of the change that it tells of: both or neither. */
@ApplicationScoped
public class Audit {
    /** Who changes what nobody asked for. */
    public static final String SYSTEM = "system:registry-api";

    private static final Pattern EVENT_NAME = Pattern.compile("io\\.slipway\\.(.*)\\.v[0-9]+");

    private final AuditStore entries;
    private final Clock clock;

    Audit(AuditStore entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** A change by a caller, for its organization's log. @param action a noun and a verb, {@code token.revoked} */
    public Uni<Void> record(Caller caller, String action, String subject, Map<String, Object> details) {
        return record(caller.organization(), caller.actor(), action, subject, details);
    }

    /**
     * A change that an event tells of: the action is the event's name. Both announcers of events call this.
     *
     * @param actor null for this service itself
     */
    public Uni<Void> record(
            String organization, String actor, LifecycleEvent event, String subject, Map<String, Object> details) {
        String action = EVENT_NAME.matcher(EventTypes.nameOf(event)).replaceFirst("$1");
        Map<String, Object> all = new HashMap<>(details);
        switch (event) {
            case VersionChanged changed -> all.put("reason", changed.reason());
            case InstallationChanged changed -> all.put("reason", changed.reason());
            case LifecycleEvent _ -> {
                // Its name says it.
            }
        }
        return record(organization, actor == null ? SYSTEM : actor, action, subject, all);
    }

    /** A change by those without a caller. @param actor {@code system:<service>} and the like */
    public Uni<Void> record(
            String organization, String actor, String action, String subject, Map<String, Object> details) {
        AuditedChange change = new AuditedChange(actor, action, subject, details);
        return entries.persist(new AuditEntry(EntityId.create("aud_", clock), organization, change, clock.instant()))
                .replaceWithVoid();
    }
}
