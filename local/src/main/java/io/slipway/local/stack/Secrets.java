package io.slipway.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

import com.fasterxml.jackson.core.type.TypeReference;

/**
 * The stack's passwords and tokens, made once per data directory.
 *
 * @param databases password of each database's owner
 * @param internal what services show each other
 * @param tokens owner's token of each demo organization
 * @param sealing keys of secrets at rest by the modules of the services that seal
 * @param stack marks the processes that the stack started, to find those that a killed one left behind
 */
public record Secrets(
        String postgres,
        Map<String, String> databases,
        String kafka,
        String registry,
        String node,
        String internal,
        Map<String, String> tokens,
        Map<String, SealingKeys> sealing,
        String stack) {
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int TOKEN_DIGITS = 30;
    private static final int CHECK_DIGITS = 6;

    static Secrets open(Path file) throws IOException {
        if (Files.exists(file)) {
            Secrets kept = PrivateFiles.readJson(file, new TypeReference<>() {});
            return kept.sealing() == null ? addSealing(kept, file) : kept;
        }
        var secrets = create(new SecureRandom());
        PrivateFiles.writeJson(file, secrets);
        return secrets;
    }

    /** A directory of before there were any. */
    private static Secrets addSealing(Secrets kept, Path file) throws IOException {
        var secrets = new Secrets(
                kept.postgres,
                kept.databases,
                kept.kafka,
                kept.registry,
                kept.node,
                kept.internal,
                kept.tokens,
                sealing(new SecureRandom()),
                kept.stack);
        PrivateFiles.writeJson(file, secrets);
        return secrets;
    }

    private static Map<String, SealingKeys> sealing(SecureRandom random) {
        return new TreeMap<>(Map.of(
                Service.REGISTRY_API.module(), SealingKeys.create(random),
                Service.DEPLOYER.module(), SealingKeys.create(random)));
    }

    private static Secrets create(SecureRandom random) {
        var databases = new TreeMap<String, String>();
        for (var service : Service.values()) {
            databases.put(service.database(), digits(random));
        }
        return new Secrets(
                digits(random),
                databases,
                digits(random),
                digits(random),
                digits(random),
                digits(random),
                new TreeMap<>(Map.of("acme", token(random), "globex", token(random))),
                sealing(random),
                digits(random));
    }

    /** {@code slp_}, 30 random base62 digits, 6 base62 digits of the CRC32 of what precedes. */
    static String token(SecureRandom random) {
        var body = "slp_" + digits(random);
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        var check = new StringBuilder();
        for (long rest = crc.getValue(); check.length() < CHECK_DIGITS; rest /= BASE62.length()) {
            check.insert(0, BASE62.charAt((int) (rest % BASE62.length())));
        }
        return body + check;
    }

    private static String digits(SecureRandom random) {
        return random.ints(TOKEN_DIGITS, 0, BASE62.length())
                .mapToObj(digit -> BASE62.substring(digit, digit + 1))
                .reduce("", String::concat);
    }

    @Override
    public String toString() {
        return "Secrets[…]"; // none in logs
    }
}
