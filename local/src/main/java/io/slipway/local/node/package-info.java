/**
 * What a kubelet does, for one Linux machine and one user; it isolates nothing.
 *
 * <ul>
 *   <li>One virtual thread per revision ({@link io.slipway.local.node.RevisionRunner}) does everything about its process in
 *       turn: nothing to lock, and a stack trace tells what a revision waits for.
 *   <li>What is wanted and what runs is one small file per installation, on the disk before it has an effect. A process is
 *       recognized by boot, number, start time and a token in its environment; whatever carries a token that no row
 *       knows is ended at the next start.
 *   <li>Output goes straight from the process to a file, because a pipe would end with the node, and the provider with it.
 *   <li>An image's program runs without a container: see {@link io.slipway.local.node.process.Command} for what is looked
 *       up where. Providers must listen on PORT, on all addresses or on 127.0.0.1.
 * </ul>
 */
package io.slipway.local.node;
