package io.slipway.registry.organization;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A route for callers with this scope. A route has this, {@link AnyToken}, {@link InternalRoute} or {@link OpenRoute}. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {
    Scope value();

    Restricted restricted() default Restricted.BY_PATH;

    /** What a token may do here that is restricted to one provider. */
    enum Restricted {
        /** Only where the path names that provider as {@code {org}/{name}}: nothing on other routes. */
        BY_PATH,
        /** The route itself asks {@link Caller#mustTouch}. */
        BY_ROUTE,
        /** As much as any other token. */
        NO_MATTER
    }
}
