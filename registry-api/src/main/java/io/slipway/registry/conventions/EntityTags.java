package io.slipway.registry.conventions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Strong ETags (RFC 9110, section 8.8.3), made of what is shown: it has another one when, and only when, it differs. */
@ApplicationScoped
public class EntityTags {
    /** Of the 43 characters of the digest: 128 bits. */
    private static final int LENGTH = 22;

    private final ObjectMapper json;

    EntityTags(ObjectMapper json) {
        this.json = json;
    }

    /** @param view what the API shows: a record, or the JSON of one. @return with its quotes */
    public String of(Object view) {
        return '"' + digest(view) + '"';
    }

    /**
     * To be called under the lock of what is to be changed.
     *
     * @param view as it is shown now; null when it is not there
     * @throws io.slipway.registry.problem.ProblemException 412 when the caller has seen something else
     */
    public void mustMatch(IfMatch condition, Object view) {
        if (condition.header() != null) {
            condition.mustName(view == null ? null : of(view));
        }
    }

    /**
     * Of something with a generation, which tells what users change from what merely happens to it: {@code "3-…"}. {@code
     * If-Match} is about the first part, {@code If-None-Match} about both.
     *
     * @param generation as an ETag, {@code "3"}
     */
    String of(String generation, Object view) {
        return generation.substring(0, generation.length() - 1) + "-" + digest(view) + '"';
    }

    private String digest(Object view) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes(view));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest)
                    .substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private byte[] bytes(Object view) {
        try {
            return switch (view) {
                case byte[] written -> written;
                case String written -> written.getBytes(StandardCharsets.UTF_8);
                case Object object -> json.writeValueAsBytes(object);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always writable", e);
        }
    }
}
