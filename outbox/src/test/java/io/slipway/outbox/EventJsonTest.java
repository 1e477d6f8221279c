package io.slipway.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contracts.EventTypes;
import io.slipway.contracts.InstallationEvent;
import io.slipway.contracts.LifecycleEvent;
import io.slipway.contracts.Topics;
import io.slipway.contracts.VersionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventJsonTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("slipway.root", "..")).resolve("contracts/src/test/resources/events");

    static Set<String> types() {
        return EventTypes.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsAndWritesTheGoldenFilesOfTheContract(String type) throws IOException {
        JsonNode golden = EventJson.mapper().readTree(Files.readString(GOLDEN.resolve(type + ".json")));

        LifecycleEvent event = EventJson.read(Topics.VERSIONS, type, golden);

        assertThat(event).isInstanceOf(EventTypes.classOf(type).orElseThrow());
        assertThat(EventJson.mapper().readTree(EventJson.write(event))).isEqualTo(golden);
    }

    @Test
    void keepsWhatItDoesNotKnowAsItCame() throws JsonProcessingException {
        JsonNode data = EventJson.mapper().readTree("{\"a\":1}");

        assertThat(EventJson.read(Topics.VERSIONS, "x.v9", data))
                .isEqualTo(new VersionEvent.Unknown("x.v9", "{\"a\":1}"));
        assertThat(EventJson.read(Topics.INSTALLATIONS, "x.v9", data))
                .isEqualTo(new InstallationEvent.Unknown("x.v9", "{\"a\":1}"));
        assertThatThrownBy(() -> EventJson.read("elsewhere", "x.v9", data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a lifecycle topic");
    }
}
