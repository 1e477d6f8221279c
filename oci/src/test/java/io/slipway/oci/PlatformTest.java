package io.slipway.oci;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlatformTest {
    private static final String INDEX = """
            {"mediaType": "application/vnd.oci.image.index.v1+json", "manifests": [%s]}""";

    @ParameterizedTest
    @CsvSource({
        "linux/amd64,    1",
        "linux/arm64,    2",
        "linux/arm64/v8, 2",
        "linux/arm/v6,   3",
        "linux/arm/v7,   4",
        "linux/arm,      3",
        "linux/arm/v5,",
        "linux/riscv64,  5",
        "linux/riscv64/a, 5",
        "windows/amd64,"
    })
    void theVariantOfAnIndexIsFound(String platform, Integer expected) throws Exception {
        Manifest index = Manifest.read(
                INDEX.formatted(String.join(
                                ",",
                                entry(1, "\"architecture\": \"amd64\""),
                                entry(2, "\"architecture\": \"arm64\", \"variant\": \"v8\""),
                                entry(3, "\"architecture\": \"arm\", \"variant\": \"v6\""),
                                entry(4, "\"architecture\": \"arm\", \"variant\": \"v7\""),
                                entry(5, "\"architecture\": \"riscv64\"")))
                        .getBytes(StandardCharsets.UTF_8),
                "");

        assertThat(index.variant(Platform.parse(platform).orElseThrow()).orElse(null))
                .isEqualTo(expected == null ? null : digest(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "linux", "linux/", "/arm64", "linux/arm64/", "linux/arm64/v8/x", "linux/a b", "LINUX/arm"})
    void otherTextIsNone(String text) {
        assertThat(Platform.parse(text)).isEmpty();
    }

    private static String entry(int number, String platform) {
        return "{\"digest\": \"" + digest(number) + "\", \"platform\": {\"os\": \"linux\", " + platform + "}}";
    }

    private static String digest(int number) {
        return "sha256:" + String.valueOf(number).repeat(64);
    }
}
