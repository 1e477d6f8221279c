package io.slipway.registry.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import jakarta.enterprise.inject.Any;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;

/** What runs by a timer, at once. */
public final class Timers {
    private Timers() {}

    /** Each of the application's timers, one after the other. */
    public static void runAll() throws ReflectiveOperationException {
        Scheduler scheduler = Arc.container().instance(Scheduler.class).get();
        for (Trigger timer : scheduler.getScheduledJobs()) {
            run(timer.getMethodDescription());
        }
    }

    /** @param description {@code class#method} */
    private static void run(String description) throws ReflectiveOperationException {
        String[] parts = description.split("#");
        Class<?> type = Thread.currentThread().getContextClassLoader().loadClass(parts[0]);
        // Behind its proxy, which may not be called by reflection; a transaction is the subclass's business.
        Object bean = ClientProxy.unwrap(
                Arc.container().instance(type, Any.Literal.INSTANCE).get());
        Method method = type.getDeclaredMethod(parts[1]);
        method.setAccessible(true);
        try {
            VertxContextSupport.subscribeAndAwait(() -> (Uni<?>) invoked(method, bean));
        } catch (Throwable e) {
            throw new IllegalStateException(description, e);
        }
    }

    private static Object invoked(Method method, Object bean) {
        try {
            return method.invoke(bean);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
