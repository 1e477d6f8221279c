package io.slipway.registry.support;

import java.util.Arrays;

/** S3Proxy's own main class, in a process that ends with the one that started it, however that ends. */
final class S3ServerProcess {
    private S3ServerProcess() {}

    /** Arguments: the process to live with, then S3Proxy's. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        ProcessHandle.of(Long.parseLong(arguments[0])).orElseThrow().onExit().thenRun(() -> Runtime.getRuntime()
                .halt(0));
        Class.forName("org.gaul.s3proxy.Main").getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
