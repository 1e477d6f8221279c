package io.slipway.registry.description;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** The methods behind the routes, which are found by their {@code operationId}: each route has one. */
final class Methods {
    private final Map<String, MethodInfo> methods = new HashMap<>();

    Methods(IndexView index) {
        for (AnnotationInstance operation : index.getAnnotations(DotName.createSimple(Operation.class))) {
            if (operation.target().kind() == AnnotationTarget.Kind.METHOD && operation.value("operationId") != null) {
                methods.put(
                        operation.value("operationId").asString(),
                        operation.target().asMethod());
            }
        }
    }

    Optional<MethodInfo> of(Operations.Route route) {
        return Optional.ofNullable(methods.get(route.operation().getOperationId()));
    }
}
