package io.slipway.registry.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.interceptor.InterceptorBinding;

/**
 * A route that takes an {@code Idempotency-Key}: the whole method runs in one transaction with the note of its answer. So
 * it is for methods that return a {@code Uni} and work on the event loop; others ask {@link AnswerOnce} by themselves. An
 * answer that shows a token is {@link ShownOnce}.
 */
@Inherited
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {}
