package io.slipway.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @TempDir
    Path directory;

    @Test
    void secretsStayTheSameAndOnlyTheirOwnerReadsThem() throws IOException {
        var file = directory.resolve("secrets.json");
        var first = Secrets.open(file);
        assertThat(Secrets.open(file)).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void everySecretIsAnother() throws IOException {
        var secrets = Secrets.open(directory.resolve("secrets.json"));
        assertThat(secrets.databases().values()).doesNotHaveDuplicates();
        assertThat(secrets.tokens().get("acme")).isNotEqualTo(secrets.tokens().get("globex"));
        assertThat(secrets.postgres()).isNotEqualTo(secrets.kafka());
    }

    @Test
    void aFileOfBeforeThereWereSealingKeysGetsThem() throws IOException {
        var file = directory.resolve("secrets.json");
        var first = Secrets.open(file);
        var older = Files.readString(file).replaceFirst("(?s)\"sealing\".*?\\}\\s*\\}\\s*\\},", "");
        assertThat(older).doesNotContain("sealing");
        PrivateFiles.write(file, older);
        var opened = Secrets.open(file);
        assertThat(opened.sealing()).containsOnlyKeys("registry-api", "deployer");
        assertThat(opened.tokens()).isEqualTo(first.tokens());
        assertThat(Secrets.open(file)).isEqualTo(opened);
    }

    @Test
    void tokensEndInTheirChecksum() throws IOException {
        var token = Secrets.open(directory.resolve("secrets.json")).tokens().get("acme");
        assertThat(token).matches("slp_[0-9A-Za-z]{36}");
        var crc = new CRC32();
        crc.update(token.substring(0, 34).getBytes(StandardCharsets.US_ASCII));
        long value = token.substring(34).chars().mapToLong(BASE62::indexOf).reduce(0, (sum, digit) -> sum * 62 + digit);
        assertThat(value).isEqualTo(crc.getValue());
    }
}
