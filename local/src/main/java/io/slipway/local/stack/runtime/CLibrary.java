package io.slipway.local.stack.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.local.stack.StackFailure;

/** The files of glibc that a JDK needs, as this process has them mapped. */
final class CLibrary {
    private static final List<String> NAMES =
            List.of("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1");

    private CLibrary() {}

    /** Path in the image → file on this machine. Libraries keep their directory: the loader has it built in. */
    static Map<String, Path> files() throws IOException {
        var libraries = Path.of(mapped("libc.so.6")).getParent();
        var files = new LinkedHashMap<String, Path>();
        for (var name : NAMES) {
            var file = libraries.resolve(name);
            if (Files.exists(file)) {
                files.put(file.toString(), file.toRealPath());
            }
        }
        var arm = "aarch64".equals(System.getProperty("os.arch"));
        var loader = arm ? "/lib/ld-linux-aarch64.so.1" : "/lib64/ld-linux-x86-64.so.2";
        files.put(loader, Path.of(loader).toRealPath());
        return files;
    }

    private static String mapped(String name) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.endsWith("/" + name))
                    .map(line -> line.substring(line.indexOf('/')))
                    .findFirst()
                    .orElseThrow(() -> new StackFailure("the runtime java25 is made from a JDK on glibc, which this is"
                            + " not: run Slipway with a glibc JDK"));
        }
    }
}
