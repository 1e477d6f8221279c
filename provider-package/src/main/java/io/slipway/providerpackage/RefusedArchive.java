package io.slipway.providerpackage;

import java.io.IOException;

/** Carries a refusal through streams, which may throw nothing but {@link IOException}. */
final class RefusedArchive extends IOException {
    private final transient PackageException refusal;

    RefusedArchive(PackageException refusal) {
        super(refusal.getMessage(), refusal);
        this.refusal = refusal;
    }

    PackageException refusal() {
        return refusal;
    }
}
