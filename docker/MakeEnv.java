import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/** Makes a .env with new passwords and a token, readable by its owner only: {@code java docker/MakeEnv.java docker/.env}. */
class MakeEnv {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SECRET_DIGITS = 30;
    private static final int KEY_BYTES = 32;
    private static final int CHECK_DIGITS = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Fails when the file is there: its passwords are in the databases. */
    static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                file,
                List.of(
                        "POSTGRES_PASSWORD=" + secret(),
                        "SLIPWAY_DATABASE_PASSWORD=" + secret(),
                        "SLIPWAY_INTERNAL_TOKEN=" + secret(),
                        "SLIPWAY_NODE_TOKEN=" + secret(),
                        "SLIPWAY_REGISTRY_SECRETS_KEY=" + key(),
                        "SLIPWAY_DEPLOYER_SECRETS_KEY=" + key(),
                        "SLIPWAY_TOKEN_ACME=" + token()));
    }

    private static String secret() {
        var digits = new StringBuilder();
        while (digits.length() < SECRET_DIGITS) {
            digits.append(BASE62.charAt(RANDOM.nextInt(BASE62.length())));
        }
        return digits.toString();
    }

    private static String key() {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** {@code slp_}, 30 random base62 digits, 6 base62 digits of the CRC32 of what precedes. */
    private static String token() {
        var body = "slp_" + secret();
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        var check = new StringBuilder();
        for (long rest = crc.getValue(); check.length() < CHECK_DIGITS; rest /= BASE62.length()) {
            check.insert(0, BASE62.charAt((int) (rest % BASE62.length())));
        }
        return body + check;
    }
}
