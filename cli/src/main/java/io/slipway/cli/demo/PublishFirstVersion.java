package io.slipway.cli.demo;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;

final class PublishFirstVersion implements DemoStep {
    @Override
    public String name() {
        return "publish hello 1.0.0";
    }

    @Override
    public void run(DemoWorld world) {
        JsonNode version = world.publish("1.0.0");
        for (String field : List.of("status", "image_url", "source_hash", "runtime_version")) {
            world.say(String.format("%-16s %s", field, Json.text(version, field)));
            DemoWorld.require(version.hasNonNull(field), "The published version has no " + field + ".");
        }
        for (JsonNode schema : version.path("schemas")) {
            world.say(String.format("%-16s %s", "schema", schema));
        }
        String image = Json.text(version, "image_url");
        DemoWorld.require(!version.path("schemas").isEmpty(), "The published version has no schemas.");
        DemoWorld.require(image.contains("@sha256:"), "image_url is not by digest: " + image);
        DemoWorld.require(world.images().pullable(image), "The registry does not give " + image + ".");
        world.say("the registry gives the image's manifest by that digest");
    }
}
