package io.slipway.registry.support;

import java.time.Duration;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import org.awaitility.Awaitility;

/**
 * Looks at once and then often whether it is so: what is waited for mostly takes some milliseconds, and Awaitility would wait
 * 100 before it looks. Found by the service loader.
 */
public final class EveryWaitIsShort implements QuarkusTestBeforeEachCallback {

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }
}
