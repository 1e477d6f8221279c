package io.slipway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** What the images of docker/ are made on, where nothing can be pulled, and one that stands in for the servers beside them. */
record ContainerImages(Shell shell) {
    static final String SERVERS = "slipway/stand-in-servers";
    static final String TAG = "under-test";

    void build() throws IOException, InterruptedException {
        // One that is there saves all that is made on it, too.
        if (shell.attempt("docker", "image", "inspect", base()).exit() != 0) {
            // What PostgreSQL wants: initdb runs its programs by a shell, kill stops the server. Backups want tar.
            shell.run("docker/make-base", base(), "sh", "kill", "tar", "sleep", "libstdc++.so.6");
        }
        Path context = servers();
        shell.run("docker", "build", "--build-arg", "BASE=" + base(), "-t", SERVERS + ":" + TAG, context.toString());
    }

    /** The services of a commit, packaged in a worktree of their own. */
    void build(String commit, String tag) throws IOException, InterruptedException {
        String tree = shell.scratch().resolve("previous").toString();
        shell.run("git", "worktree", "add", "--detach", tree, commit);
        try {
            List<String> package_ = new ArrayList<>(List.of(
                    "./mvnw",
                    "-o",
                    "-q",
                    "-f",
                    tree + "/pom.xml",
                    "-Dmaven.test.skip=true",
                    "-Dspotless.apply.skip=true",
                    "-Dspotless.check.skip=true",
                    "-Dsort.skip=true",
                    "package",
                    "-am",
                    "-pl",
                    "registry-api,build-orchestrator,deployer,local"));
            Optional.ofNullable(System.getProperty("maven.repo.local"))
                    .ifPresent(repository -> package_.add("-Dmaven.repo.local=" + repository));
            shell.run(package_.toArray(String[]::new));
            for (String service : List.of("registry-api", "build-orchestrator", "deployer")) {
                shell.run(
                        "docker",
                        "build",
                        "--build-arg",
                        "BASE=" + base(),
                        "--build-arg",
                        "SERVICE=" + service,
                        "-t",
                        "slipway/" + service + ":" + tag,
                        "-f",
                        tree + "/docker/Dockerfile",
                        tree);
            }
        } finally {
            shell.run("git", "worktree", "remove", "--force", tree);
        }
    }

    /** A Java for the services, too. Named after what it is made of. */
    static String base() throws IOException {
        CRC32 sum = new CRC32();
        sum.update("with tar".getBytes(StandardCharsets.US_ASCII));
        sum.update(Files.readAllBytes(StackUnderTest.ROOT.resolve("docker/make-base")));
        sum.update(Runtime.version().toString().getBytes(StandardCharsets.US_ASCII));
        return "slipway/test-base:" + Long.toHexString(sum.getValue());
    }

    private Path servers() throws IOException {
        Path context = Files.createDirectories(shell.scratch().resolve("servers"));
        copy(StackUnderTest.ROOT.resolve("local/target/lib"), context.resolve("lib"), ".jar");
        copy(
                StackUnderTest.ROOT.resolve("e2e/target/test-classes/io/slipway/e2e"),
                context.resolve("classes/io/slipway/e2e"),
                ".class");
        for (String program : List.of("pg_dump", "pg_restore")) {
            Path script = Files.createDirectories(context.resolve("bin")).resolve(program);
            Files.writeString(script, """
                    #!/bin/sh
                    exec java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '/opt/classes:/opt/lib/*' \
                      io.slipway.e2e.StandInDump %s "$@"
                    """.formatted(program));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(context.resolve("Dockerfile"), """
                ARG BASE
                FROM ${BASE}
                COPY lib/ /opt/lib/
                COPY bin/ /bin/
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
