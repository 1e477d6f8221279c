package io.slipway.registry.provider;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IconUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://icons.example/a.png",
                "https://icons.example:8443/a/b.svg?size=2#x",
                "https://93.184.216.34/a.png",
                "https://[2606:2800:220:1:248:1893:25c8:1946]/a.png",
                "https://example.com/%C3%A4.png"
            })
    void mayBeShown(String url) {
        assertThat(IconUrl.fault(url)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://icons.example/a.png",
                "ftp://icons.example/a.png",
                "javascript:alert(1)",
                "data:image/png;base64,AAAA",
                "file:///etc/passwd",
                "//icons.example/a.png",
                "a.png",
                "https://",
                "https:///a.png",
                "https://ann:secret@icons.example/a.png",
                "https://ann@icons.example/a.png",
                "https://localhost/a.png",
                "https://x.localhost/a.png",
                "https://127.0.0.1/a.png",
                "https://10.1.2.3/a.png",
                "https://172.31.0.1/a.png",
                "https://192.168.0.1/a.png",
                "https://169.254.169.254/latest/meta-data/",
                "https://100.64.0.1/a.png",
                "https://0.0.0.0/a.png",
                "https://2130706433/a.png",
                "https://0177.0.0.1/a.png",
                "https://0x7f.0.0.1/a.png",
                "https://127.1/a.png",
                "https://[::1]/a.png",
                "https://[fe80::1]/a.png",
                "https://[fd00::1]/a.png",
                "https://[::ffff:10.0.0.1]/a.png",
                "https://[::ffff:a00:1]/a.png",
                "https://[fe80::1%25eth0]/a.png",
                "https://icons.example:0/a.png",
                "https://icons.example /a.png"
            })
    void mayNot(String url) {
        assertThat(IconUrl.fault(url)).isNotNull();
    }
}
