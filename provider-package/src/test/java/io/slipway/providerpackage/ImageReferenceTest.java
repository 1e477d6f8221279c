package io.slipway.providerpackage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    @ParameterizedTest(name = "{0} is {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx | docker.io/library/nginx:latest | an official image of Docker's registry",
                "nginx:1.27 | docker.io/library/nginx:1.27 | its tag stays",
                "acme/hello | docker.io/acme/hello:latest | a user's image there",
                "index.docker.io/nginx | docker.io/library/nginx:latest | its older name",
                "docker.io/nginx | docker.io/library/nginx:latest | what Docker itself writes",
                "ghcr.io/acme/hello:v1.0_x-Y | ghcr.io/acme/hello:v1.0_x-Y | any tag",
                "localhost/hello | localhost/hello:latest | the one name without a dot that is a host",
                "registry:5000/hello | registry:5000/hello:latest | a port makes it a host",
                "127.0.0.1:5000/a/b/c:1 | 127.0.0.1:5000/a/b/c:1 | a literal address",
                "[::1]:5000/hello | [::1]:5000/hello:latest | a literal address of IPv6",
                "my_org/my__repo.x-y | docker.io/my_org/my__repo.x-y:latest | separators"
            })
    void readsWhatDockerReads(String text, String written, String reason) throws Exception {
        assertThat(ImageReference.parse(text)).as(reason).hasToString(written);
    }

    @Test
    void aDigestCountsMoreThanATag() throws Exception {
        ImageReference read = ImageReference.parse("nginx:1.27@" + DIGEST);

        assertThat(read).isEqualTo(new ImageReference("docker.io", "library/nginx", null, DIGEST));
        assertThat(ImageReference.pinned(read.toString())).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Nginx",
                "nginx:",
                "nginx@",
                "nginx@sha256:12",
                "nginx@md5:00",
                "-a/b",
                "a/-b",
                "a//b",
                "/a",
                "a/",
                "a/../b",
                "a/./b",
                "ghcr.io/",
                "https://ghcr.io/acme/hello",
                "user:password@ghcr.io/acme/hello",
                "ghcr.io/acme/hello?x=1",
                "ghcr.io/acme/hello#x",
                "ghcr.io\\acme/hello",
                "ghcr.io/acme/hello\n",
                "ghcr.io/acme/hel lo",
                "ghcr.io/acme/hello%2f..",
                "ghcr.io:99999999/acme/hello",
                "[::1/hello",
                "a.b:80:90/hello",
                "ghcr.io/acme/hello:a:b"
            })
    void refusesWhatIsNoReference(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text)).isInstanceOf(InvalidReference.class);
    }

    @Test
    void aHostileReferenceEndsSoon() {
        assertThatThrownBy(() -> ImageReference.parse("a".repeat(100_000))).isInstanceOf(InvalidReference.class);
        assertThatThrownBy(() -> ImageReference.parse("a-".repeat(255) + "!")).isInstanceOf(InvalidReference.class);
        assertThatThrownBy(() -> ImageReference.parse("a_".repeat(255))).isInstanceOf(InvalidReference.class);
    }
}
