package io.slipway.registry.organization;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A route with {@link RequiresScope} that also answers requests without a token where the operator allows it ({@link
 * AnonymousConfig}): as to a caller of no organization, who has no rights.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AnonymousRead {}
