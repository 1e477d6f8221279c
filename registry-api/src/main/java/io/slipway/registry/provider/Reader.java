package io.slipway.registry.provider;

import io.slipway.registry.organization.Caller;

/**
 * With whose eyes a provider is seen.
 *
 * @param publisher whether it may publish for its organization
 * @param user {@code usr_…}; null for a token that is nobody's in particular
 */
public record Reader(String organization, boolean publisher, String user) {
    public static Reader of(Caller caller) {
        return new Reader(caller.organization(), caller.isPublisher(), caller.user());
    }
}
