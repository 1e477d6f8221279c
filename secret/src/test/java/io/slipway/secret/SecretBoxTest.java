package io.slipway.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretBoxTest {
    private static final String OLD = key(1);
    private static final String NEW = key(2);
    private static final Place PLACE = new Place("config_secret", "inst_1/3", "password");

    private final SecretBox old = box("old", Map.of("old", OLD));
    private final SecretBox rotated = box("new", Map.of("old", OLD, "new", NEW));

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "geheim: käse 🧀", "line\nline"})
    void whatWasSealedOpens(String value) {
        assertThat(old.open(PLACE, old.seal(PLACE, value))).isEqualTo(value);
    }

    @Test
    void theSameValueIsNeverSealedAlike() {
        Sealed one = old.seal(PLACE, "same");
        Sealed other = old.seal(PLACE, "same");
        assertThat(one.nonce()).hasSize(12).isNotEqualTo(other.nonce());
        assertThat(one.ciphertext()).hasSize(4 + 16).isNotEqualTo(other.ciphertext());
        assertThat(new String(one.ciphertext(), StandardCharsets.ISO_8859_1)).doesNotContain("same");
    }

    @Test
    void eachChangedByteIsSeen() {
        Sealed sealed = old.seal(PLACE, "a secret value");
        for (int at = 0; at < sealed.ciphertext().length; at++) {
            refused(PLACE, new Sealed("old", sealed.nonce(), changed(sealed.ciphertext(), at)));
        }
        for (int at = 0; at < sealed.nonce().length; at++) {
            refused(PLACE, new Sealed("old", changed(sealed.nonce(), at), sealed.ciphertext()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 29})
    void whatWasCutOffIsSeen(int length) {
        Sealed sealed = old.seal(PLACE, "a secret value");
        refused(PLACE, new Sealed("old", sealed.nonce(), java.util.Arrays.copyOf(sealed.ciphertext(), length)));
        refused(PLACE, new Sealed("old", java.util.Arrays.copyOf(sealed.nonce(), 11), sealed.ciphertext()));
        refused(PLACE, new Sealed("old", new byte[0], sealed.ciphertext()));
    }

    @ParameterizedTest
    @CsvSource({
        "other,          inst_1/3,  password,  another table",
        "config_secret,  inst_2/3,  password,  another tenant's row",
        "config_secret,  inst_1/4,  password,  another revision",
        "config_secret,  inst_1/3,  token,     another name",
        "config_secret,  inst_1/3p, assword,   the same letters in other parts"
    })
    void aValueThatWasMovedDoesNotOpen(String table, String row, String name, String reason) {
        Sealed sealed = old.seal(PLACE, "value");
        assertThatThrownBy(() -> old.open(new Place(table, row, name), sealed))
                .as(reason)
                .isInstanceOf(UnopenedException.class);
    }

    @Test
    void anotherKeyByTheSameIdDoesNotOpen() {
        Sealed sealed = old.seal(PLACE, "value");
        SecretBox replaced = box("old", Map.of("old", NEW));
        assertThatThrownBy(() -> replaced.open(PLACE, sealed)).isInstanceOf(UnopenedException.class);
    }

    @Test
    void theSameKeyByAnotherIdDoesNotOpen() {
        Sealed sealed = old.seal(PLACE, "value");
        SecretBox both = box("old", Map.of("old", OLD, "alias", OLD));
        assertThatThrownBy(() -> both.open(PLACE, new Sealed("alias", sealed.nonce(), sealed.ciphertext())))
                .isInstanceOf(UnopenedException.class);
    }

    @Test
    void anUnknownKeyIsNamed() {
        Sealed sealed = rotated.seal(PLACE, "value");
        assertThatThrownBy(() -> old.open(PLACE, sealed))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining("the key new")
                .extracting(failure -> ((UnknownKeyException) failure).keyId())
                .isEqualTo("new");
    }

    @Test
    void aNewKeySealsAndTheOldOneStillOpens() {
        Sealed before = old.seal(PLACE, "value");
        Sealed after = rotated.reseal(PLACE, before);
        assertThat(rotated.open(PLACE, before)).isEqualTo("value");
        assertThat(after.keyId()).isEqualTo("new");
        assertThat(rotated.open(PLACE, after)).isEqualTo("value");
        assertThat(rotated.reseal(PLACE, after)).isSameAs(after);
    }

    @Test
    void nothingPrintsAKeyOrAValue() {
        assertThat(old.seal(PLACE, "value")).hasToString("Sealed[old]");
        assertThat(SecretKeys.of("p", Optional.of("old"), Map.of("old", OLD))).hasToString("SecretKeys[old]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "     | id  | 32 bytes | p.current is missing        | which key seals must be said",
                "id   | two | 32 bytes | there is no p.keys.id       | the current one is not there",
                "id   | i d | 32 bytes | an id has 1 to 32 letters   | no id",
                "id   | id  | not !64  | p.keys.id is no Base64      | not encoded",
                "id   | id  | AAAA     | p.keys.id has 3 bytes       | too short"
            })
    void aConfigurationThatCannotBeUsedIsRefused(String current, String id, String key, String message, String reason) {
        Map<String, String> keys = Map.of(id, key.equals("32 bytes") ? OLD : key);
        assertThatThrownBy(() -> SecretKeys.of("p", Optional.ofNullable(current), keys))
                .as(reason)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining(OLD);
    }

    private void refused(Place place, Sealed sealed) {
        assertThatThrownBy(() -> old.open(place, sealed)).isInstanceOf(UnopenedException.class);
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        copy[at] ^= 1;
        return copy;
    }

    private static SecretBox box(String current, Map<String, String> keys) {
        return new SecretBox(SecretKeys.of("p", Optional.of(current), keys));
    }

    private static String key(int filled) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) filled);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
