package io.slipway.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for programs that refuse to run as root and must not hear the terminal's Ctrl-C. */
final class Unprivileged {

    private Unprivileged() {}

    /**
     * For root the program is put into a user namespace of its own, where it is nobody although its files are root's
     * (PostgreSQL refuses an effective user 0). A session of its own keeps SIGINT of the terminal away, so that the
     * order of a shutdown stays ours.
     */
    static List<String> command(List<String> program, boolean ownSession) {
        var command = new ArrayList<String>();
        if (ownSession && Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        if (isRoot()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(program);
        return command;
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
