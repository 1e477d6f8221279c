package io.slipway.providerpackage;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.slipway.contracts.VersionState;
import org.yaml.snakeyaml.error.YAMLException;

/** From the bytes of {@code provider.yaml} to a checked manifest; all faults are reported at once. */
final class ManifestReader {
    static final int MAX_BYTES = 64 * 1024;
    static final int MAX_TRANSFORMER = Transformer.MAX_EXPRESSION;

    private static final Set<String> FIELDS = Set.of(
            "apiVersion",
            "kind",
            "provider",
            "version",
            "runtime",
            "entrypoint",
            "image",
            "port",
            "health",
            "strategy",
            "data",
            "config",
            "resources",
            "transformer",
            "requires");
    private static final Pattern RUNTIME = Pattern.compile("[a-z][-.a-z0-9]{0,38}");
    static final Pattern HEALTH = Pattern.compile("/[!-~&&[^#]]{0,255}");
    static final int DEFAULT_PORT = 8080;
    static final int MAX_PORT = 65_535;
    private static final int MAX_ARGUMENTS = 64;

    private final Fields fields;

    private ManifestReader(Fields fields) {
        this.fields = fields;
    }

    static ProviderManifest read(byte[] bytes) throws PackageException {
        Fields fields = new Fields(document(bytes), "", new ArrayList<>());
        ProviderManifest manifest = new ManifestReader(fields).read();
        if (fields.violations().isEmpty() && manifest.transformer() != null) {
            tryTransformer(manifest, fields);
        }
        if (!fields.violations().isEmpty()) {
            throw Problem.MANIFEST_INVALID.refuse(fields.violations());
        }
        return manifest;
    }

    private static Map<String, Object> document(byte[] bytes) throws PackageException {
        if (bytes.length > MAX_BYTES) {
            throw invalid("it is longer than " + MAX_BYTES + " bytes");
        }
        try {
            return StrictYaml.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            throw invalid("it is not UTF-8");
        } catch (YAMLException e) {
            throw invalid(StrictYaml.message(e));
        }
    }

    /** On the defaults, if a tenant may leave it at these: what fails then fails for everybody. */
    private static void tryTransformer(ProviderManifest manifest, Fields fields) {
        Map<String, Object> defaults = ConfigSchema.withDefaults(manifest.config(), Map.of());
        if (!ConfigSchema.validate(manifest.config(), Map.of()).isEmpty()) {
            return;
        }
        try {
            Transformer.compile(manifest.transformer()).environment(defaults);
        } catch (TransformerFault e) {
            fields.violation("transformer", "applied to the config's defaults: " + e.getMessage());
        }
    }

    private static PackageException invalid(String message) {
        return Problem.MANIFEST_INVALID.refuse(List.of(new Violation(ProviderManifest.FILE, "", message)));
    }

    private ProviderManifest read() {
        fields.onlyThese(FIELDS);
        fields.constant("apiVersion", "slipway.io/v1");
        fields.constant("kind", "Provider");
        boolean made = fields.values().containsKey("image");
        String provider = provider();
        return new ProviderManifest(
                provider,
                version(),
                made ? container() : runtime(),
                made ? image() : null,
                made ? List.of() : entrypoint(),
                port(),
                health(),
                strategy(),
                data(),
                config(),
                new ResourceListReader(fields).read(),
                transformer(),
                new RequirementsReader(fields).read(provider));
    }

    private String container() {
        for (String field : List.of("runtime", "entrypoint")) {
            if (fields.values().containsKey(field)) {
                fields.violation(
                        field,
                        "leave it out beside 'image', which brings its own command, or leave out 'image' to have one"
                                + " assembled");
            }
        }
        return ProviderManifest.CONTAINER;
    }

    private ImageReference image() {
        String text = fields.optionalString("image");
        try {
            return text == null ? null : ImageReference.pinned(text);
        } catch (InvalidReference e) {
            fields.violation("image", e.getMessage());
            return null;
        }
    }

    private String provider() {
        String text = fields.optionalString("provider");
        try {
            return text == null ? null : ProviderName.parse(text).toString();
        } catch (InvalidName e) {
            return fields.violation("provider", e.getMessage());
        }
    }

    private String version() {
        if (fields.get("version") instanceof Number number) {
            return fields.violation("version", "quote it, \"" + number + "\": YAML reads it as a number");
        }
        String text = fields.optionalString("version");
        try {
            return text == null ? null : VersionNumber.parse(text).toString();
        } catch (InvalidVersion e) {
            return fields.violation("version", e.getMessage());
        }
    }

    private String runtime() {
        String runtime = fields.requiredString("runtime");
        if (runtime != null && !RUNTIME.matcher(runtime).matches()) {
            return fields.violation(
                    "runtime", "'" + Printable.of(runtime) + "' is not a runtime's name, such as java25");
        }
        if (ProviderManifest.CONTAINER.equals(runtime)) {
            return fields.violation("runtime", "is kept for packages that name an image: write 'image: …' instead");
        }
        return runtime;
    }

    private List<String> entrypoint() {
        String rule =
                "give the command as a list of 1 to " + MAX_ARGUMENTS + " strings, such as [\"java\", \"Hello.java\"]";
        if (!(fields.get("entrypoint") instanceof List<?> list) || list.isEmpty() || list.size() > MAX_ARGUMENTS) {
            fields.violation("entrypoint", rule);
            return List.of();
        }
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof String word) || word.isEmpty() || word.indexOf('\0') >= 0) {
                fields.violation("entrypoint/" + i, rule);
                return List.of();
            }
        }
        return list.stream().map(String.class::cast).toList();
    }

    private int port() {
        Object port = fields.getOrDefault("port", DEFAULT_PORT);
        if (port instanceof Integer number && number >= 1 && number <= MAX_PORT) {
            return number;
        }
        fields.violation("port", "give a whole number from 1 to " + MAX_PORT);
        return DEFAULT_PORT;
    }

    private String health() {
        String health = fields.requiredString("health");
        if (health != null && !HEALTH.matcher(health).matches()) {
            return fields.violation("health", "give a path of visible ASCII that starts with '/', such as /healthz");
        }
        return health;
    }

    private VersionState.Strategy strategy() {
        return switch (fields.getOrDefault("strategy", "switch").toString()) {
            case "switch" -> VersionState.Strategy.switch_;
            case "recreate" -> VersionState.Strategy.recreate;
            default -> {
                fields.violation("strategy", "write switch or recreate");
                yield VersionState.Strategy.switch_;
            }
        };
    }

    private boolean data() {
        if (fields.getOrDefault("data", false) instanceof Boolean data) {
            return data;
        }
        fields.violation("data", "write true or false: whether files in DATA_DIR have to outlive revisions");
        return false;
    }

    private String transformer() {
        if (!fields.values().containsKey("transformer")) {
            return null;
        }
        if (!(fields.get("transformer") instanceof String text) || text.isBlank()) {
            return fields.violation("transformer", "give a JSONata expression, such as '{ \"URL\": url }'");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_TRANSFORMER) {
            return fields.violation("transformer", "is longer than " + MAX_TRANSFORMER + " bytes");
        }
        try {
            Transformer.compile(text);
            return text;
        } catch (TransformerFault e) {
            return fields.violation("transformer", e.getMessage() + place(text, e.position()));
        }
    }

    /** Where an editor shows it: the last character of what is wrong. */
    private static String place(String text, int position) {
        if (position <= 0) {
            return "";
        }
        String before = text.substring(0, Math.min(position - 1, text.length()));
        return " (line %d, column %d)"
                .formatted(
                        before.chars().filter(c -> c == '\n').count() + 1, before.length() - before.lastIndexOf('\n'));
    }

    private Map<String, Object> config() {
        Map<String, Object> config = fields.optionalMapping("config", Map.of("type", "object"));
        fields.addAll(EnvironmentSchema.check(config, fields.values().containsKey("transformer")));
        return config;
    }
}
