package io.slipway.oci;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slipway.oci.OciException.Reason;

/** JSON that strangers wrote, and digests. */
final class Documents {
    private static final int MAX_DEPTH = 64;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .build();

    private Documents() {}

    static JsonNode object(byte[] bytes, String what) throws IOException {
        try {
            JsonNode read = JSON.readTree(bytes);
            if (read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException e) {
            throw new OciException(Reason.INVALID, "the image's " + what + " is no JSON", e);
        }
        throw new OciException(Reason.INVALID, "the image's " + what + " is no JSON object");
    }

    static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    static String digest(byte[] bytes) {
        return named(sha256().digest(bytes));
    }

    static String named(byte[] hash) {
        return "sha256:" + HexFormat.of().formatHex(hash);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
