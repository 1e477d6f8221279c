package io.slipway.embedded;

import java.nio.file.Path;

/** What can be made again but takes seconds: unpacked programs, runtimes, image layers. It may be deleted at any time. */
public final class MachineCache {

    private MachineCache() {}

    /** {@code $XDG_CACHE_HOME/slipway}, by the XDG base directory specification; {@code ~/.cache/slipway} without it. */
    public static Path directory() {
        var configured = System.getenv("XDG_CACHE_HOME");
        var base = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(configured);
        return base.resolve("slipway");
    }
}
