/**
 * Events that are told if and only if their transaction commits, and taken in once.
 *
 * <p>A service appends with {@link io.slipway.outbox.Outbox} and listens with {@link io.slipway.outbox.Inbox}, from methods
 * {@code @Incoming("versions")}, {@code "builds"}, {@code "installations"} or {@code "rollouts"} of beans that are
 * {@link io.slipway.outbox.EventHandler}s. All configuration of Kafka, Flyway's locations and the relay come with this
 * library; an application's own properties win.
 */
package io.slipway.outbox;
