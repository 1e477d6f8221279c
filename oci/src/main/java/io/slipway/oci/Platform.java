package io.slipway.oci;

/** @param os,architecture as OCI names them: {@code linux}, {@code amd64} */
public record Platform(String os, String architecture) {
    @Override
    public String toString() {
        return os + "/" + architecture;
    }
}
