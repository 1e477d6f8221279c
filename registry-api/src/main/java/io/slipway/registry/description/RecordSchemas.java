package io.slipway.registry.description;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

import static java.util.Comparator.comparing;

/**
 * What records say of their components: {@code @Nullable} ones may be null, and in a request be left out; all others are
 * required. Answers always have every property, null or not.
 */
final class RecordSchemas {
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName PROPERTY = DotName.createSimple(JsonProperty.class);
    private static final DotName IGNORED = DotName.createSimple(JsonIgnore.class);
    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

    private final IndexView index;
    private final Map<String, Schema> schemas;

    RecordSchemas(IndexView index, OpenAPI api) {
        this.index = index;
        this.schemas = api.getComponents().getSchemas();
    }

    void describe(Operations operations) {
        Set<String> requests = new HashSet<>();
        operations.forEach(route ->
                route.requestBodies().stream().map(MediaType::getSchema).forEach(schema -> collect(schema, requests)));
        schemas.forEach((name, schema) ->
                recordOf(name, schema).ifPresent(type -> describe(schema, type, requests.contains(name))));
    }

    private void collect(Schema schema, Set<String> names) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null && names.add(nameOf(schema))) {
            collect(schemas.get(nameOf(schema)), names);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> collect(property, names));
        }
        collect(schema.getItems(), names);
    }

    /**
     * The record that a schema was made of: it has its name, or its name and a type argument's, and its properties. The
     * longest name wins (a YankRequest is no Yank): the index has no order of its own.
     */
    private Optional<ClassInfo> recordOf(String name, Schema schema) {
        return index.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .filter(type -> name.startsWith(type.simpleName()) || name.equals(givenName(type)))
                .filter(hasProperties(schema))
                .max(comparing((ClassInfo type) -> type.simpleName().length()).thenComparing(ClassInfo::name));
    }

    private static String givenName(ClassInfo type) {
        var schema = type.declaredAnnotation(
                DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class));
        return schema == null || schema.value("name") == null
                ? null
                : schema.value("name").asString();
    }

    private static Predicate<ClassInfo> hasProperties(Schema schema) {
        Set<String> properties = schema.getProperties() == null
                ? Set.of()
                : schema.getProperties().keySet();
        return type -> properties.equals(
                shown(type).stream().map(component -> property(type, component)).collect(Collectors.toSet()));
    }

    private static void describe(Schema schema, ClassInfo type, boolean request) {
        List<String> required = new ArrayList<>();
        for (RecordComponentInfo component : shown(type)) {
            String property = property(type, component);
            boolean nullable = component.type().hasAnnotation(NULLABLE);
            if (nullable) {
                schema.addProperty(property, nullable(schema.getProperties().get(property)));
            }
            if (!nullable || !request) {
                required.add(property);
            }
        }
        schema.setRequired(required.isEmpty() ? null : required);
    }

    private static Schema nullable(Schema schema) {
        if (schema.getRef() != null) {
            return OASFactory.createSchema()
                    .anyOf(List.of(schema, OASFactory.createSchema().type(List.of(Schema.SchemaType.NULL))));
        }
        if (schema.getType() != null && !schema.getType().contains(Schema.SchemaType.NULL)) {
            schema.addType(Schema.SchemaType.NULL);
            if (schema.getEnumeration() != null) {
                schema.addEnumeration(null);
            }
        }
        return schema;
    }

    private static List<RecordComponentInfo> shown(ClassInfo type) {
        return type.recordComponents().stream()
                .filter(component -> !type.field(component.name()).hasAnnotation(IGNORED))
                .toList();
    }

    private static String property(ClassInfo type, RecordComponentInfo component) {
        AnnotationInstance given = type.field(component.name()).annotation(PROPERTY);
        return given == null ? NAMES.translate(component.name()) : given.value().asString();
    }

    static String nameOf(Schema reference) {
        return reference.getRef().substring(reference.getRef().lastIndexOf('/') + 1);
    }
}
