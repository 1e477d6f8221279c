package io.slipway.registry.blob;

import java.nio.file.Path;
import java.time.Duration;

/** A configuration by hand. */
record Keep(Path directory, Duration keepUnused) implements BlobConfig {
    Keep(Duration keepUnused) {
        this(Path.of("unused"), keepUnused);
    }

    @Override
    public String sweepEvery() {
        return "1h";
    }

    @Override
    public Kind store() {
        return Kind.FILE;
    }

    /** Nothing asks for it. */
    @Override
    public S3 s3() {
        throw new UnsupportedOperationException();
    }
}
