package io.slipway.providerpackage;

import java.util.List;
import java.util.Locale;

/** Why a package is refused. The lower-case names are the stable codes that clients see. */
enum Problem {
    ARCHIVE_TOO_LARGE,
    ARCHIVE_CORRUPT,
    ARCHIVE_TRUNCATED,
    TRAILING_DATA,
    UNPACKED_TOO_LARGE,
    COMPRESSION_RATIO,
    TOO_MANY_ENTRIES,
    ENTRY_TOO_LARGE,
    HEADER_TOO_LARGE,
    TOO_DEEP,
    NAME_TOO_LONG,
    INVALID_NAME,
    ABSOLUTE_NAME,
    PARENT_REFERENCE,
    BACKSLASH,
    CONTROL_CHARACTER,
    DUPLICATE_NAME,
    CASE_COLLISION,
    UNICODE_COLLISION,
    SYMBOLIC_LINK,
    HARD_LINK,
    DEVICE,
    FIFO,
    SPARSE_FILE,
    ENTRY_TYPE,
    MANIFEST_MISSING,
    MANIFEST_INVALID,
    SCHEMA_MISSING,
    SCHEMA_INVALID,
    SCHEMAS_TOO_LARGE;

    PackageException refuse(String message) {
        return new PackageException(code(), message, List.of());
    }

    PackageException refuse(List<Violation> violations) {
        return new PackageException(code(), violations.getFirst().toString(), violations);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
