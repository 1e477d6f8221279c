package io.slipway.orchestrator.schema;

import java.util.stream.Collectors;

import io.slipway.orchestrator.build.Rejected;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.Violation;

/** What the package format says about a package, for its author: one {@code file#pointer: message} a line. */
public final class PackageFault {
    private PackageFault() {}

    public static Rejected of(PackageException fault) {
        String places = fault.violations().stream().map(Violation::toString).collect(Collectors.joining("\n"));
        return new Rejected(fault.code(), places.isEmpty() ? fault.getMessage() : places);
    }
}
