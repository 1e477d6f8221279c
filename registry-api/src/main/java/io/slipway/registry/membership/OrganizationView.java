package io.slipway.registry.membership;

import java.time.Instant;

import io.slipway.registry.organization.Organization;

/** @param name what its providers' names begin with */
public record OrganizationView(String id, String name, Instant createdAt) {
    static OrganizationView of(Organization organization) {
        return new OrganizationView(organization.id(), organization.name(), organization.createdAt());
    }
}
