package io.slipway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that a test run lives and dies with.
 *
 * @param process Maven's, found among this process's ancestors; this process itself when an IDE runs the tests
 */
record MavenRun(ProcessHandle process) {

    static MavenRun current() {
        var self = ProcessHandle.current();
        var maven = Stream.iterate(self.parent(), Optional::isPresent, handle -> handle.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(MavenRun::isMaven)
                .findFirst();
        return new MavenRun(maven.orElse(self));
    }

    private static boolean isMaven(ProcessHandle handle) {
        // Not ProcessHandle.Info: it gives up on command lines longer than a page.
        try {
            return Files.readString(Path.of("/proc", Long.toString(handle.pid()), "cmdline"))
                    .contains("org.codehaus.plexus.classworlds.launcher.Launcher");
        } catch (IOException e) {
            return handle.info().commandLine().orElse("").contains("plexus.classworlds");
        }
    }
}
