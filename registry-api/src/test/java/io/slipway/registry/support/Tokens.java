package io.slipway.registry.support;

/** The owners' tokens, with right check digits. */
public final class Tokens {
    public static final String ACME = "slp_acmeAcmeAcmeAcmeAcmeAcmeAcmeAc0zZt2N";
    public static final String GLOBEX = "slp_globexGlobexGlobexGlobexGlobex0NEY4k";

    private Tokens() {}
}
