import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Makes the Secrets that k8s/base names, with new passwords, keys and acme's token, in a file that its owner alone can read:
 * {@code java k8s/MakeSecrets.java k8s/secrets.yaml [NAMESPACE]}.
 */
class MakeSecrets {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int SECRET_DIGITS = 30;
    private static final int KEY_BYTES = 32;
    private static final int CHECK_DIGITS = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Fails when the file is there: its passwords are in the databases, its keys open what is in them. */
    static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        var namespace = arguments.length > 1 ? arguments[1] : "slipway";
        var yaml = new StringBuilder();
        secrets().forEach((name, data) -> yaml.append(secret(name, namespace, data)));
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, yaml);
    }

    private static Map<String, Map<String, String>> secrets() {
        var secrets = new LinkedHashMap<String, Map<String, String>>();
        secrets.put("slipway-internal", Map.of("SLIPWAY_INTERNAL_TOKEN", digits()));
        secrets.put("slipway-postgres", Map.of("password", digits()));
        for (var database : new String[] {"registry", "builds", "deployer"}) {
            var login = new LinkedHashMap<String, String>();
            login.put("username", database);
            login.put("password", digits());
            secrets.put("slipway-database-" + database, login);
        }
        secrets.put("slipway-secrets-registry", Map.of("SLIPWAY_SECRETS_KEYS_K1", key()));
        var deployer = new LinkedHashMap<String, String>();
        deployer.put("SLIPWAY_SECRETS_KEYS_K1", key());
        deployer.put("SLIPWAY_KUBERNETES_SECRET_NAME_KEY", key());
        secrets.put("slipway-secrets-deployer", deployer);
        secrets.put("slipway-organizations", Map.of("SLIPWAY_ORGANIZATIONS_ACME", token()));
        return secrets;
    }

    private static String secret(String name, String namespace, Map<String, String> data) {
        var yaml = new StringBuilder("""
                apiVersion: v1
                kind: Secret
                metadata:
                  name: %s
                  namespace: %s
                  labels: { app.kubernetes.io/part-of: slipway }
                type: Opaque
                data:
                """.formatted(name, namespace));
        data.forEach((key, value) -> yaml.append("  %s: %s%n"
                .formatted(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))));
        return yaml.append("---\n").toString();
    }

    private static String digits() {
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
        var body = "slp_" + digits();
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        var check = new StringBuilder();
        for (long rest = crc.getValue(); check.length() < CHECK_DIGITS; rest /= BASE62.length()) {
            check.insert(0, BASE62.charAt((int) (rest % BASE62.length())));
        }
        return body + check;
    }
}
