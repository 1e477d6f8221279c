package io.slipway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;

import com.fasterxml.jackson.databind.JsonNode;

/** What {@code k8s/MakeSecrets.java} has made. */
record MadeSecrets(Path file) {
    static MadeSecrets make(Shell shell, String namespace) throws IOException, InterruptedException {
        Path file = shell.scratch().resolve("secrets.yaml");
        String java = ProcessHandle.current().info().command().orElse("java");
        shell.run(java, "k8s/MakeSecrets.java", file.toString(), namespace);
        return new MadeSecrets(file);
    }

    /** Each as Secret/key. */
    List<String> keys() throws IOException {
        List<String> keys = new ArrayList<>();
        for (JsonNode secret : secrets()) {
            String name = secret.at("/metadata/name").asText();
            secret.path("data").fieldNames().forEachRemaining(key -> keys.add(name + "/" + key));
        }
        return keys;
    }

    String value(String key) throws IOException {
        for (JsonNode secret : secrets()) {
            if (secret.path("data").has(key)) {
                byte[] value =
                        Base64.getDecoder().decode(secret.path("data").path(key).asText());
                return new String(value, StandardCharsets.UTF_8);
            }
        }
        throw new NoSuchElementException(key);
    }

    private List<JsonNode> secrets() throws IOException {
        return Yaml.documents(Files.readString(file));
    }
}
