package io.slipway.registry.version;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState.Manifest;
import io.slipway.outbox.EventJson;
import io.slipway.providerpackage.ConfigSchema;
import io.slipway.providerpackage.Transformer;
import io.slipway.providerpackage.TransformerFault;
import io.slipway.providerpackage.Violation;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for what a package says of its config; the package stays as it was sent.
 *
 * @param schema null for the package's own
 * @param transformer null for the package's own
 */
public record ConfigOverride(
        @Nullable Map<String, Object> schema, @Nullable String transformer) {

    /** More than a manifest has room for, less than a release's document. */
    static final int MAX_SCHEMA = 256 * 1024;

    /** @param given an empty schema says nothing */
    public static ConfigOverride of(@Nullable Map<String, Object> given, @Nullable String transformer) {
        if (given == null || given.isEmpty()) {
            return new ConfigOverride(null, transformer);
        }
        Map<String, Object> whole = new LinkedHashMap<>(given);
        whole.putIfAbsent("type", "object");
        return new ConfigOverride(whole, transformer);
    }

    /** Blocks. @param at the JSON Pointer of both. @throws ProblemException 422 for what cannot be used */
    public void check(String at) {
        compile(at + "/transformer");
        if (schema != null && EventJson.write(schema).getBytes(StandardCharsets.UTF_8).length > MAX_SCHEMA) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, at + "/schema", "may have " + MAX_SCHEMA + " bytes");
        }
        List<Violation> violations = schema == null ? List.of() : ConfigSchema.check(schema, transformer != null);
        if (!violations.isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.INVALID_VALUE,
                    "The config's schema cannot be used.",
                    violations.stream()
                            .map(one -> new Problem.Detail(
                                    one.pointer().replaceFirst("^/config", at + "/schema"), one.message()))
                            .toList());
        }
    }

    private void compile(String field) {
        if (transformer == null) {
            return;
        }
        try {
            Transformer.compile(transformer);
        } catch (TransformerFault e) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, field, "is no JSONata expression that can be used: " + e.getMessage());
        }
    }

    public Manifest over(Manifest own) {
        return new Manifest(
                own.entrypoint(),
                own.port(),
                own.health(),
                own.strategy(),
                schema == null ? own.config() : schema,
                transformer == null ? own.transformer() : transformer);
    }
}
