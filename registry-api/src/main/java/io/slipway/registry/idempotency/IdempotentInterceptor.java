package io.slipway.registry.idempotency;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Puts {@link AnswerOnce} around the methods that are {@link Idempotent}. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class IdempotentInterceptor {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final KeyedRequests requests;
    private final AnswerOnce once;
    private final CompleteAnswer lost;

    IdempotentInterceptor(KeyedRequests requests, AnswerOnce once, CompleteAnswer lost) {
        this.requests = requests;
        this.once = once;
        this.lost = lost;
    }

    @AroundInvoke
    Object answerOnce(InvocationContext invocation) throws Exception {
        KeyedRequest request = requests.current();
        return request == null
                ? invocation.proceed()
                : once.answer(request, answer -> kept(invocation, answer), () -> proceed(invocation))
                        .onFailure(IdempotentInterceptor::lacksItsSecret)
                        .recoverWithUni(replay -> complete((ReplayException) replay, request));
    }

    private static boolean lacksItsSecret(Throwable failure) {
        return failure instanceof ReplayException replay && replay.answer().token() != null;
    }

    /** In a transaction of its own: a replay ends the request's without doing anything. */
    private Uni<Object> complete(ReplayException replay, KeyedRequest request) {
        return lost.complete(replay, request).onItem().transformToUni(whole -> Uni.createFrom()
                .failure(whole));
    }

    @SuppressWarnings("unchecked") // the annotation is for methods that return a Uni
    private static Uni<Object> proceed(InvocationContext invocation) {
        try {
            return (Uni<Object>) invocation.proceed();
        } catch (Exception e) {
            return Uni.createFrom().failure(e);
        }
    }

    private static AnswerOnce.Answer kept(InvocationContext invocation, Object result) {
        if (result instanceof RestResponse<?> response) {
            return new AnswerOnce.Answer(response.getStatus(), response.getHeaderString("ETag"), response.getEntity());
        }
        ResponseStatus stated = invocation.getMethod().getAnnotation(ResponseStatus.class);
        int good = result == null ? NO_CONTENT : OK;
        return new AnswerOnce.Answer(stated == null ? good : stated.value(), null, result);
    }
}
