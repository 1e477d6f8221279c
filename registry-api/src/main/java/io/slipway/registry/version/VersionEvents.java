package io.slipway.registry.version;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.Topics;
import io.slipway.contracts.VersionEvent;
import io.slipway.contracts.VersionState;
import io.slipway.outbox.Outbox;
import io.slipway.outbox.OutboxMessage;
import io.smallrye.mutiny.Uni;

/** Tells what happened to a version, in the transaction in which it happens. */
@ApplicationScoped
public class VersionEvents {
    private final Outbox outbox;

    VersionEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** @param event {@code VersionPublished::new} and the like */
    public Uni<Version> tell(Version version, String actor, Function<VersionState, VersionEvent> event) {
        return outbox.append(new OutboxMessage(
                        "version",
                        version.id(),
                        version.sequence(),
                        Topics.VERSIONS,
                        version.provider(),
                        version.provider() + "@" + version.number(),
                        version.providerName().org(),
                        null,
                        actor,
                        event.apply(version.state())))
                .replaceWith(version);
    }
}
