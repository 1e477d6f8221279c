package io.slipway.providerpackage;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code org/name}: lower case, digits and single hyphens, at most 39 characters each, reserved words excluded. */
public record ProviderName(String org, String name) {
    private static final Pattern PART = Pattern.compile("[a-z](?:[-a-z0-9]{0,37}[a-z0-9])?");

    private static final Set<String> RESERVED_ORGANIZATIONS = Set.of(
            "install",
            "installed",
            "me",
            "new",
            "search",
            "public",
            "shared",
            "store",
            "latest",
            "active",
            "api",
            "v1",
            "q",
            "ops",
            "admin",
            "system",
            "slipway",
            "events",
            "audit",
            "auth");

    /** Every word that follows a name in a route. */
    private static final Set<String> RESERVED_NAMES = Set.of(
            "publish",
            "publishers",
            "versions",
            "shares",
            "logs",
            "retry",
            "cancel",
            "yank",
            "unyank",
            "deprecate",
            "download",
            "active",
            "lineage",
            "upload-url",
            "confirm",
            "upgrade",
            "downgrade",
            "rollback",
            "release-hold",
            "deploy",
            "deployment",
            "promote",
            "history",
            "explain");

    /**
     * Reads a provider's full name.
     *
     * @throws InvalidName unless {@code text} is exactly {@code org/name} within the rules
     */
    public static ProviderName parse(String text) throws InvalidName {
        int slash = text.indexOf('/');
        if (slash < 0 || text.indexOf('/', slash + 1) >= 0) {
            throw new InvalidName("'" + text + "' is not a provider: write organization/name, such as acme/hello.");
        }
        String org = organization(text.substring(0, slash));
        String name = part("provider", text.substring(slash + 1));
        if (RESERVED_NAMES.contains(name)) {
            throw new InvalidName("'" + name + "' is reserved (it is part of a route): choose another provider name.");
        }
        return new ProviderName(org, name);
    }

    /**
     * Returns {@code text} when it may name an organization.
     *
     * @throws InvalidName with the rule it breaks
     */
    public static String organization(String text) throws InvalidName {
        String org = part("organization", text);
        if (RESERVED_ORGANIZATIONS.contains(org)) {
            throw new InvalidName("'" + org + "' is reserved: choose another organization name.");
        }
        return org;
    }

    private static String part(String kind, String text) throws InvalidName {
        if (PART.matcher(text).matches() && !text.contains("--")) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.equals(text) && PART.matcher(lower).matches() && !lower.contains("--")) {
            throw new InvalidName("The " + kind + " name '" + text + "' has capitals: write '" + lower + "'.");
        }
        throw new InvalidName("'" + text + "' is not a valid " + kind + " name: use 1 to 39 lower-case letters, digits"
                + " and single hyphens, starting with a letter and not ending with a hyphen.");
    }

    @Override
    public String toString() {
        return org + "/" + name;
    }
}
