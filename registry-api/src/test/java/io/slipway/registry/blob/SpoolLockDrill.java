package io.slipway.registry.blob;

import java.nio.file.Path;

/** A replica of its own process: says what it removed at its start, and lives until its input ends. */
final class SpoolLockDrill {
    private SpoolLockDrill() {}

    public static void main(String[] arguments) throws Exception {
        Spool spool = new Spool(Path.of(arguments[0]), arguments[1]);
        System.out.println("removed " + spool.removeOwn());
        while (System.in.read() >= 0) {
            // until it is told to end, or killed
        }
    }
}
