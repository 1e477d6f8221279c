package io.slipway.local.node.state;

import java.io.IOException;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.secret.Place;
import io.slipway.secret.Sealed;
import io.slipway.secret.SecretBox;
import io.slipway.secret.UnknownKeyException;
import io.slipway.secret.UnopenedException;

/**
 * An installation's row as it lies on the disk: the node does not know which variables are secrets, so that it seals all
 * environments as a whole.
 */
final class SealedEnvironments {
    private static final String PLAIN = "env";
    private static final String SEALED = "sealed_env";

    private final SecretBox box;

    SealedEnvironments(SecretBox box) {
        this.box = box;
    }

    JsonNode sealed(InstallationRecord row) throws IOException {
        JsonNode tree = NodeJson.MAPPER.valueToTree(row);
        for (JsonNode revision : tree.path("revisions")) {
            ObjectNode spec = (ObjectNode) revision.path("spec");
            Sealed sealed = box.seal(place(tree, revision), NodeJson.MAPPER.writeValueAsString(spec.remove(PLAIN)));
            spec.putObject(SEALED)
                    .put("key", sealed.keyId())
                    .put("nonce", Base64.getEncoder().encodeToString(sealed.nonce()))
                    .put("ciphertext", Base64.getEncoder().encodeToString(sealed.ciphertext()));
        }
        return tree;
    }

    /** @throws IOException for what cannot be opened: it cannot run, and forgetting it would end what runs */
    InstallationRecord opened(JsonNode stored) throws IOException {
        for (JsonNode revision : stored.path("revisions")) {
            ObjectNode spec = (ObjectNode) revision.path("spec");
            if (spec.remove(SEALED) instanceof ObjectNode sealed) {
                spec.set(PLAIN, NodeJson.MAPPER.readTree(open(place(stored, revision), sealed)));
            }
        }
        return NodeJson.MAPPER.treeToValue(stored, InstallationRecord.class);
    }

    static boolean isPlain(JsonNode stored) {
        for (JsonNode revision : stored.path("revisions")) {
            if (revision.path("spec").has(PLAIN)) {
                return true;
            }
        }
        return false;
    }

    private String open(Place place, ObjectNode sealed) throws IOException {
        try {
            return box.open(
                    place,
                    new Sealed(
                            sealed.path("key").asText(),
                            sealed.path("nonce").binaryValue(),
                            sealed.path("ciphertext").binaryValue()));
        } catch (UnknownKeyException | UnopenedException e) {
            throw new IOException("the environment of " + place.row() + " cannot be opened: " + e.getMessage()
                    + ". Put the file of the node's key back.");
        }
    }

    private static Place place(JsonNode row, JsonNode revision) {
        return new Place(
                "node", row.path("id").asText() + "/" + revision.path("number").asInt(), PLAIN);
    }
}
