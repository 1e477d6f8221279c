package io.slipway.outbox;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes in events: of each aggregate only what is newer than before, in one transaction with its effect. What fails for
 * a reason outside of the record is tried again without limit, and holds up its partition alone; what fails for a reason
 * in it becomes a dead letter; what this build does not know is kept for one that does.
 *
 * <p>Records of a partition that was given to another replica meanwhile are brought to their end here too. Both may take
 * one in: the watermark lets only the first.
 */
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final Intake intake;
    private final PartitionQueues queues;

    Inbox(Intake intake, InboxConfig config) {
        this.intake = intake;
        this.queues = new PartitionQueues(config.partitionQueue());
    }

    /**
     * Call it from a method {@code @Incoming("versions") Uni<Void> on(Message<byte[]> message)}, on the message's context.
     *
     * @return completes when the next record may come, which can be before this one is taken in and acknowledged; never
     *     fails because of the record
     */
    public Uni<Void> receive(EventHandler handler, Message<byte[]> record) {
        RawRecord raw = RawRecord.of(record);
        Executor context = ownContext();
        return queues.add(raw.topicPartition(), () -> take(new Delivery(handler, raw, null), context, record));
    }

    private CompletionStage<Void> take(Delivery delivery, Executor context, Message<byte[]> record) {
        return intake.take(delivery, context)
                .flatMap(result -> Uni.createFrom().completionStage(record.ack()))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        failure,
                        "%s is not acknowledged and may come again",
                        delivery.raw().place()))
                .subscribeAsCompletionStage();
    }

    /** A retry comes on a timer's thread, but a session lives on the record's own (duplicated) context only. */
    private static Executor ownContext() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("receive is called on the message's context, not on a thread of its own");
        }
        return command -> context.runOnContext(_ -> command.run());
    }
}
