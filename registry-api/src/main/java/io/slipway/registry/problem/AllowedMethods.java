package io.slipway.registry.problem;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

/** For the header {@code Allow} of a 405 (RFC 9110, section 15.5.6), which the framework leaves out. */
@ApplicationScoped
public class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

    private final List<Route> routes;

    AllowedMethods(BeanManager beans) {
        this.routes = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .flatMap(AllowedMethods::routes)
                .sorted(Comparator.comparingInt(Route::parameters))
                .toList();
    }

    private record Route(String method, Pattern pattern, int parameters) {
        boolean matches(String path) {
            return pattern.matcher(path).matches();
        }
    }

    /** Empty for a path that no route has. A literal segment counts before a parameter, as in routing. */
    Set<String> of(String path) {
        Set<String> methods = routes.stream()
                .filter(route -> route.matches(path))
                .map(Route::parameters)
                .findFirst()
                .map(fewest -> methods(path, fewest))
                .orElseGet(TreeSet::new);
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    private Set<String> methods(String path, int parameters) {
        return routes.stream()
                .filter(route -> route.parameters() == parameters && route.matches(path))
                .map(Route::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Route> routes(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).flatMap(method -> Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(annotation -> annotation.isAnnotationPresent(HttpMethod.class))
                .map(annotation -> route(type, method, annotation)));
    }

    private static Route route(Class<?> type, Method method, Class<? extends Annotation> annotation) {
        Path own = method.getAnnotation(Path.class);
        String template = type.getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value());
        String path = ("/" + template).replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
        return new Route(
                annotation.getAnnotation(HttpMethod.class).value(),
                Pattern.compile(PARAMETER.matcher(path).replaceAll("[^/]+")),
                (int) PARAMETER.matcher(path).results().count());
    }
}
