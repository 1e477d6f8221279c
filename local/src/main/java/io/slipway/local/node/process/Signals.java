package io.slipway.local.node.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** kill(1) through the shell, because Java cannot signal a process group. */
final class Signals {
    private Signals() {}

    /** @param targets numbers of processes, negative ones of groups; those that are gone are passed over */
    static void send(String signal, List<Long> targets) throws IOException, InterruptedException {
        if (targets.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "signal=$1; shift; for t in \"$@\"; do kill -s \"$signal\" -- \"$t\"; done",
                "sh",
                signal));
        targets.forEach(target -> command.add(Long.toString(target)));
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
