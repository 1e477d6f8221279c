package io.slipway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The images of docker/, made on this machine and of nothing that has to be pulled. */
record ContainerImages(Shell shell, String tag) {
    static final String SERVERS = "slipway/stand-in-servers";

    void build() throws IOException, InterruptedException {
        // One that is there saves all that is made on it, too.
        if (shell.attempt("docker", "image", "inspect", base()).exit() != 0) {
            // What PostgreSQL wants: initdb runs its programs by a shell, kill stops the server.
            shell.run("docker/make-base", base(), "sh", "kill", "libstdc++.so.6");
        }
        for (String service : new String[] {"registry-api", "build-orchestrator", "deployer"}) {
            build("docker/Dockerfile", ".", "slipway/" + service, "SERVICE=" + service);
        }
        Path context = servers();
        build(context.resolve("Dockerfile").toString(), context.toString(), SERVERS, "SERVICE=none");
    }

    /** Named after what it is made of. */
    private static String base() throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(StackUnderTest.ROOT.resolve("docker/make-base")));
        sum.update(Runtime.version().toString().getBytes(StandardCharsets.US_ASCII));
        return "slipway/test-base:" + Long.toHexString(sum.getValue());
    }

    private void build(String dockerfile, String context, String image, String argument)
            throws IOException, InterruptedException {
        shell.run(
                "docker",
                "build",
                "-f",
                dockerfile,
                "--build-arg",
                "BASE=" + base(),
                "--build-arg",
                argument,
                "-t",
                image + ":" + tag,
                context);
    }

    private Path servers() throws IOException {
        Path context = Files.createDirectories(shell.scratch().resolve("servers"));
        copy(StackUnderTest.ROOT.resolve("local/target/lib"), context.resolve("lib"), ".jar");
        copy(
                StackUnderTest.ROOT.resolve("e2e/target/test-classes/io/slipway/e2e"),
                context.resolve("classes/io/slipway/e2e"),
                ".class");
        Files.writeString(context.resolve("Dockerfile"), """
                ARG BASE
                FROM ${BASE}
                ARG SERVICE
                COPY lib/ /opt/lib/
                COPY classes/ /opt/classes/
                ENV XDG_CACHE_HOME=/tmp/cache
                ENTRYPOINT ["java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "/opt/classes:/opt/lib/*", \
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "io.slipway.e2e.StandInServers"]
                """);
        return context;
    }

    private static void copy(Path from, Path to, String suffix) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(suffix)).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
