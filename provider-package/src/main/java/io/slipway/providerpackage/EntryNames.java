package io.slipway.providerpackage;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of one archive: each must be a plain relative path, and no two may be the same file on any file system,
 * whether or not it folds case or normalizes Unicode.
 */
final class EntryNames {
    private static final int MAX_NAME_BYTES = 1024;
    private static final int MAX_PART_BYTES = 255;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    private final int maxDepth;
    private final Map<String, String> exactByFolded = new HashMap<>();
    private final Set<String> directories = new HashSet<>();
    private final Set<String> entries = new HashSet<>();

    EntryNames(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /** Returns the path below the package's root, without a slash at its end; empty for the root itself. */
    String accept(String raw, boolean directory) throws PackageException {
        String name = canonical(raw, directory);
        if (name.isEmpty()) {
            return name;
        }
        List<String> parts = List.of(name.split("/", -1));
        if (parts.size() > maxDepth) {
            throw Problem.TOO_DEEP.refuse(quoted(raw) + " is nested deeper than " + maxDepth + " directories.");
        }
        for (int i = 1; i < parts.size(); i++) {
            claimDirectory(String.join("/", parts.subList(0, i)));
        }
        claim(name, directory);
        return name;
    }

    private static String canonical(String raw, boolean directory) throws PackageException {
        checkCharacters(raw);
        String name = raw;
        while (name.startsWith("./")) {
            name = name.substring(2);
        }
        if (directory && name.endsWith("/")) {
            name = name.substring(0, name.length() - 1);
        }
        if (directory && (name.isEmpty() || name.equals("."))) {
            return "";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw Problem.NAME_TOO_LONG.refuse(quoted(raw) + " is longer than " + MAX_NAME_BYTES + " bytes.");
        }
        for (String part : name.split("/", -1)) {
            checkPart(raw, part);
        }
        return name;
    }

    private static void checkCharacters(String raw) throws PackageException {
        if (raw.chars().anyMatch(Character::isISOControl)) {
            throw Problem.CONTROL_CHARACTER.refuse(
                    quoted(raw) + " has a NUL or another control character in its name.");
        }
        if (raw.indexOf('\\') >= 0) {
            throw Problem.BACKSLASH.refuse(quoted(raw) + " has a backslash in its name: separate directories by '/'.");
        }
        if (raw.startsWith("/") || DRIVE.matcher(raw).matches()) {
            throw Problem.ABSOLUTE_NAME.refuse(
                    quoted(raw) + " is an absolute name: pack relative to the package's root.");
        }
        boolean undecodable =
                raw.codePoints().anyMatch(c -> c == 0xFFFD || Character.getType(c) == Character.SURROGATE);
        if (undecodable) {
            throw Problem.INVALID_NAME.refuse(quoted(raw) + " is not UTF-8.");
        }
    }

    private static void checkPart(String raw, String part) throws PackageException {
        if (part.equals("..")) {
            throw Problem.PARENT_REFERENCE.refuse(quoted(raw) + " leaves the package by '..'.");
        }
        if (part.isEmpty() || part.equals(".")) {
            throw Problem.INVALID_NAME.refuse(quoted(raw) + " has an empty part or a '.' in its path.");
        }
        if (part.getBytes(StandardCharsets.UTF_8).length > MAX_PART_BYTES) {
            throw Problem.NAME_TOO_LONG.refuse(quoted(raw) + " has a part of more than " + MAX_PART_BYTES + " bytes.");
        }
    }

    private void claimDirectory(String name) throws PackageException {
        if (directories.contains(name)) {
            return;
        }
        if (entries.contains(name)) {
            throw Problem.DUPLICATE_NAME.refuse(quoted(name) + " is both a file and a directory.");
        }
        claimFolded(name);
        directories.add(name);
    }

    private void claim(String name, boolean directory) throws PackageException {
        if (!entries.add(name) || (!directory && directories.contains(name))) {
            throw Problem.DUPLICATE_NAME.refuse(quoted(name) + " is in the archive more than once.");
        }
        claimFolded(name);
        if (directory) {
            directories.add(name);
        }
    }

    private void claimFolded(String name) throws PackageException {
        String other = exactByFolded.putIfAbsent(folded(name), name);
        if (other == null || other.equals(name)) {
            return;
        }
        String both = quoted(other) + " and " + quoted(name);
        if (nfkc(other).equals(nfkc(name))) {
            throw Problem.UNICODE_COLLISION.refuse(
                    both + " are the same name after Unicode normalization: rename one.");
        }
        throw Problem.CASE_COLLISION.refuse(both + " differ in case only: rename one.");
    }

    /** Both ways of folding: upper case first catches ß/SS and the like. */
    private static String folded(String name) {
        return nfkc(nfkc(name).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    private static String nfkc(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC);
    }

    private static String quoted(String name) {
        return "'" + Printable.of(name) + "'";
    }
}
