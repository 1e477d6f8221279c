package io.slipway.deployer.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MarksTest {

    /** Anybody may have written it; a claim adds one to it. */
    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "9007199254740992, 9007199254740992",
        "9007199254740993, 0",
        "9223372036854775807, 0",
        "9223372036854775808, 0",
        "many, 0",
        "'', 0"
    })
    void fencesAreNumbersThatClaimsCanHaveReached(String annotation, long fence) {
        assertThat(Marks.fence(new ServiceBuilder()
                        .withNewMetadata()
                        .addToAnnotations(Labels.FENCE, annotation)
                        .endMetadata()
                        .build()))
                .isEqualTo(fence);
    }
}
