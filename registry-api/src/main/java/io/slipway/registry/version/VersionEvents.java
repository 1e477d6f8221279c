package io.slipway.registry.version;

import java.util.Map;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.Topics;
import io.slipway.contracts.VersionEvent;
import io.slipway.contracts.VersionState;
import io.slipway.outbox.Outbox;
import io.slipway.outbox.OutboxMessage;
import io.slipway.registry.audit.Audit;
import io.smallrye.mutiny.Uni;

/** Tells what happened to a version, and notes it for the audit, in the transaction in which it happens. */
@ApplicationScoped
public class VersionEvents {
    private final Outbox outbox;
    private final Audit audit;

    VersionEvents(Outbox outbox, Audit audit) {
        this.outbox = outbox;
        this.audit = audit;
    }

    /** @param event {@code VersionPublished::new} and the like */
    public Uni<Version> tell(Version version, String actor, Function<VersionState, VersionEvent> event) {
        VersionEvent told = event.apply(version.state());
        String subject = version.provider() + "@" + version.number();
        return outbox.append(new OutboxMessage(
                        "version",
                        version.id(),
                        version.sequence(),
                        Topics.VERSIONS,
                        version.provider(),
                        subject,
                        version.providerName().org(),
                        null,
                        actor,
                        told))
                .chain(() -> audit.record(version.providerName().org(), actor, told, subject, Map.of()))
                .replaceWith(version);
    }
}
