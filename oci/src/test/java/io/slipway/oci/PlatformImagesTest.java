package io.slipway.oci;

import io.slipway.providerpackage.ImageReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlatformImagesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            another organization's    | registry.corp:5000/providers/globex/hidden:1   | true
            in other letters          | REGISTRY.corp:5000/providers/globex/hidden:1   | true
            pushed by hand            | registry.corp:5000/hand/made:1                 | false
            a name that begins alike  | registry.corp:5000/providers-of-mine/made:1    | false
            of another registry       | registry.corp:5001/providers/globex/hidden:1   | false
            """)
    void table(String reason, String reference, boolean held) throws Exception {
        assertThat(PlatformImages.hold(ImageReference.parse(reference), "registry.corp:5000"))
                .isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({
        "registry.corp, registry.corp:443",
        "registry.corp:443, registry.corp",
        "registry.corp:5000, registry.corp:05000"
    })
    void aUsualPortMayBeLeftOut(String own, String named) throws Exception {
        assertThat(PlatformImages.hold(ImageReference.parse(named + "/providers/globex/hidden:1"), own))
                .isTrue();
    }
}
