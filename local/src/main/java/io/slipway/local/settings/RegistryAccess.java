package io.slipway.local.settings;

/**
 * An OCI registry, and who asks it.
 *
 * @param address host:port
 * @param insecure plain HTTP, credentials included: on loopback or a private network only
 * @param username empty = ask without credentials
 */
public record RegistryAccess(String address, boolean insecure, String username, String password) {

    /** A registry on loopback. */
    public static RegistryAccess loopback(String address, String username, String password) {
        return new RegistryAccess(address, true, username, password);
    }

    /** The same names that the services take: {@code SLIPWAY_OCI_REGISTRY}, {@code _INSECURE}, {@code _USERNAME}, {@code _PASSWORD}. */
    public static RegistryAccess from(Environment environment) {
        String username = environment.optional("SLIPWAY_OCI_USERNAME", "");
        return new RegistryAccess(
                environment.required("SLIPWAY_OCI_REGISTRY"),
                environment.flag("SLIPWAY_OCI_INSECURE"),
                username,
                username.isEmpty() ? "" : environment.required("SLIPWAY_OCI_PASSWORD"));
    }

    public boolean anonymous() {
        return username.isEmpty();
    }

    public String url() {
        return (insecure ? "http://" : "https://") + address;
    }

    @Override
    public String toString() {
        return "RegistryAccess[" + url() + "]"; // no secrets in logs
    }
}
