package io.slipway.providerpackage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The manifest's {@code resources}: which types the provider manages and where their schemas are. */
final class ResourceListReader {
    private static final int MAX_RESOURCES = 100;
    private static final Set<String> FIELDS = Set.of("name", "description", "configSchema", "outputsSchema");
    private static final Pattern NAME = Pattern.compile("[a-z](?:[-_a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern PATH =
            Pattern.compile("(?:[A-Za-z0-9_][-A-Za-z0-9_.]*/)*[A-Za-z0-9_][-A-Za-z0-9_.]*\\.json");

    private final Fields manifest;
    private final Set<String> names = new HashSet<>();

    ResourceListReader(Fields manifest) {
        this.manifest = manifest;
    }

    List<Resource> read() {
        if (!(manifest.getOrDefault("resources", List.of()) instanceof List<?> list) || list.size() > MAX_RESOURCES) {
            manifest.violation("resources", "give a list of at most " + MAX_RESOURCES + " resource types");
            return List.of();
        }
        List<Resource> resources = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            resources.add(resource(manifest.item("resources", i, list.get(i))));
        }
        return List.copyOf(resources);
    }

    private Resource resource(Fields fields) {
        fields.onlyThese(FIELDS);
        String description = fields.optionalString("description");
        return new Resource(
                name(fields),
                description == null ? "" : description,
                path(fields, "configSchema", fields.requiredString("configSchema")),
                path(fields, "outputsSchema", fields.optionalString("outputsSchema")));
    }

    private String name(Fields fields) {
        String name = fields.requiredString("name");
        if (name == null) {
            return null;
        }
        if (!NAME.matcher(name).matches()) {
            return fields.violation(
                    "name", "use 1 to 63 lower-case letters, digits, '-' and '_', starting with a letter");
        }
        if (!names.add(name)) {
            return fields.violation("name", "'" + name + "' is the name of more than one resource");
        }
        return name;
    }

    private static String path(Fields fields, String field, String path) {
        if (path != null && !PATH.matcher(path).matches()) {
            return fields.violation(
                    field, "give the path of a .json file in the package, such as schemas/greeting.json");
        }
        return path;
    }
}
