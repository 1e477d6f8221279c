package io.slipway.local.stack.child;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OrphansTest {
    @Test
    void onlyWhatCarriesTheTokenIsEnded() throws Exception {
        var ours = sleeping("token-of-this-stack");
        var others = sleeping("token-of-another");
        try {
            assertThat(new Orphans("token-of-this-stack").end()).isEqualTo(1);
            assertThat(ours.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(others.isAlive()).isTrue();
        } finally {
            ours.destroyForcibly();
            others.destroyForcibly();
        }
    }

    private static Process sleeping(String token) throws IOException {
        var builder = new ProcessBuilder("sleep", "60");
        builder.environment().put(Orphans.TOKEN_VARIABLE, token);
        return builder.start();
    }
}
