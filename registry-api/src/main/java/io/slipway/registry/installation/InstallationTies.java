package io.slipway.registry.installation;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.organization.MemberTies;
import io.smallrye.mutiny.Uni;

/** What members have installed for their organizations. */
@ApplicationScoped
class InstallationTies implements MemberTies {
    private final InstallationStore installations;
    private final AccessReviews reviews;

    InstallationTies(InstallationStore installations, AccessReviews reviews) {
        this.installations = installations;
        this.reviews = reviews;
    }

    @Override
    public Uni<Void> hold(String organization) {
        return installations.lockTenant(organization);
    }

    @Override
    public Uni<Void> changed(String organization, String user) {
        return reviews.ofMember(organization, user);
    }
}
