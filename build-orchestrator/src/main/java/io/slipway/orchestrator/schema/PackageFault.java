package io.slipway.orchestrator.schema;

import java.util.stream.Collectors;

import io.slipway.orchestrator.build.Rejected;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.Printable;

/** What the package format says about a package, for its author: one {@code file#pointer: message} a line. */
public final class PackageFault {
    /** Events carry the message and have a limit of their own; nobody reads more of it at once. */
    private static final int SHOWN = 50;

    private static final int MAX_CHARACTERS = 16 * 1024;

    private PackageFault() {}

    public static Rejected of(PackageException fault) {
        String places = fault.violations().stream()
                .limit(SHOWN)
                .map(violation -> Printable.text(violation.toString()))
                .collect(Collectors.joining("\n"));
        int more = fault.violations().size() - SHOWN;
        String shown = shortened(places.isEmpty() ? Printable.text(fault.getMessage()) : places);
        return new Rejected(fault.code(), more > 0 ? shown + "\nand " + more + " more" : shown);
    }

    private static String shortened(String text) {
        return text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) + "…" : text;
    }
}
