package io.slipway.registry.version;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState.Manifest;
import io.slipway.outbox.EventJson;
import io.slipway.providerpackage.ConfigSchema;
import io.slipway.providerpackage.ProviderManifest;
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
 * @param port null for the package's own
 * @param health null for the package's own
 */
public record ConfigOverride(
        @Nullable Map<String, Object> schema,
        @Nullable String transformer,
        @Nullable Integer port,
        @Nullable String health) {

    /** More than a manifest has room for, less than a release's document. */
    static final int MAX_SCHEMA = 256 * 1024;

    /** @param given an empty schema says nothing */
    public static ConfigOverride of(
            @Nullable Map<String, Object> given,
            @Nullable String transformer,
            @Nullable Integer port,
            @Nullable String health) {
        if (given == null || given.isEmpty()) {
            return new ConfigOverride(null, transformer, port, health);
        }
        Map<String, Object> whole = new LinkedHashMap<>(given);
        whole.putIfAbsent("type", "object");
        return new ConfigOverride(whole, transformer, port, health);
    }

    /** All that it says. */
    static ConfigOverride of(Manifest manifest) {
        return new ConfigOverride(manifest.config(), manifest.transformer(), manifest.port(), manifest.health());
    }

    /** Blocks. @param at the JSON Pointer of both. @throws ProblemException 422 for what cannot be used */
    public void check(String at) {
        compile(at + "/transformer");
        if (port != null && !ProviderManifest.isPort(port)) {
            throw invalid(at + "/port", "must be from 1 to 65535");
        }
        if (health != null && !ProviderManifest.isHealth(health)) {
            throw invalid(at + "/health", "must be a path of visible ASCII that starts with /, such as /healthz");
        }
        if (schema != null && EventJson.write(schema).getBytes(StandardCharsets.UTF_8).length > MAX_SCHEMA) {
            throw invalid(at + "/schema", "may have " + MAX_SCHEMA + " bytes");
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
            throw invalid(field, "is no JSONata expression that can be used: " + e.getMessage());
        }
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, field, message);
    }

    public Manifest over(Manifest own) {
        return new Manifest(
                own.entrypoint(),
                port == null ? own.port() : port,
                health == null ? own.health() : health,
                own.strategy(),
                schema == null ? own.config() : schema,
                transformer == null ? own.transformer() : transformer,
                own.data());
    }
}
