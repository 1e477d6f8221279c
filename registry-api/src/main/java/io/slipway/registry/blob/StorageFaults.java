package io.slipway.registry.blob;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/** Storage that is full or out of reach: no mistake of the client's, nor of ours, and it may pass. */
public final class StorageFaults {
    private static final Logger LOG = Logger.getLogger(StorageFaults.class);
    private static final Duration WAIT = Duration.ofSeconds(5);

    private StorageFaults() {}

    /** Of the failures of a {@link BlobStore} or {@link StagingArea}; that a file is not there is none. */
    public static boolean isOne(Throwable failure) {
        boolean ofStorage = failure instanceof IOException || failure instanceof SdkException;
        return ofStorage && !(failure instanceof NoSuchFileException);
    }

    /** What the client is told; the operator finds the cause in the log. */
    public static ProblemException problem(Throwable fault) {
        LOG.error("packages cannot be read or stored", fault);
        return ProblemException.of(ErrorCode.UNAVAILABLE, "Packages cannot be read or stored now.")
                .retryAfter(WAIT);
    }
}
