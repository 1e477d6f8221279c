package io.slipway.registry.description;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Names the media types of answers as clients see them: JSON where nothing is said, no quality factors, text as text. */
final class MediaTypes {

    void describe(Operations operations) {
        operations.forEach(route -> route.responses().values().stream()
                .filter(response -> response.getContent() != null)
                .forEach(response -> response.setContent(named(response.getContent()))));
    }

    private static Content named(Content content) {
        Map<String, MediaType> types = new TreeMap<>();
        content.getMediaTypes().forEach((name, type) -> types.put(clientName(name), type));
        types.forEach((name, type) -> {
            if (name.startsWith("text/")) {
                type.setSchema(OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING)));
            }
        });
        Content named = OASFactory.createContent();
        types.forEach(named::addMediaType);
        return named;
    }

    private static String clientName(String declared) {
        String name = declared.split(";", 2)[0].strip();
        return name.equals("*/*") ? "application/json" : name;
    }
}
