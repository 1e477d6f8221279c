package io.slipway.local.node.process;

/**
 * What tells one process from every other, also after its number was given to another: the boot, its number, when it
 * started, and the token in its environment.
 *
 * @param startTicks clock ticks from boot to its start, field 22 of {@code /proc/<pid>/stat} (proc(5))
 */
public record ProcessIdentity(String bootId, long pid, long startTicks, String token) {}
