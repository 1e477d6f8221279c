package io.slipway.registry.conventions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How many requests a minute one caller may send to one replica; so many at once, too, after a pause. Behind a proxy, addresses
 * are its clients' only with {@code quarkus.http.proxy.proxy-address-forwarding}.
 */
@ConfigMapping(prefix = "slipway.rate-limits")
public interface RateLimitConfig {

    /** GET, but for searches, for each user, or token without a user. */
    @WithDefault("12000")
    int reads();

    /** Everything else, but for builds, for each user, or token without a user. */
    @WithDefault("6000")
    int changes();

    /** Lists and searches of the catalogue, for each user, or token without a user. */
    @WithDefault("1200")
    int searches();

    /** Publications, uploads and builds asked for again, for each user, or token without a user. */
    @WithDefault("1200")
    int builds();

    /** How many times as much all users and tokens of one organization may send together: it makes as many as it likes. */
    @WithDefault("5")
    int organizationShare();

    /** Without a good token, for each network address (IPv6: each /64). */
    @WithDefault("600")
    int anonymous();

    /** How many callers are remembered; beyond, those that have not come for the longest begin anew. */
    @WithDefault("20000")
    int callers();
}
