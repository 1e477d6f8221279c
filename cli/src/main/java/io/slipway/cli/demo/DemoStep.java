package io.slipway.cli.demo;

/** One step of the demo: acts as any client would, and throws when something is not as it should be. */
interface DemoStep {
    String name();

    void run(DemoWorld world);
}
