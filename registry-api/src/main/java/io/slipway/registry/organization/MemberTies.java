package io.slipway.registry.organization;

import io.smallrye.mutiny.Uni;

/** What hangs on who is a member of an organization; implemented where installations are known. */
public interface MemberTies {

    /** Until the transaction ends nobody installs for the organization. To be asked before any other lock is taken. */
    Uni<Void> hold(String organization);

    /** Has what the user installed for it looked at: the user's shares carry it only while the user is a member. */
    Uni<Void> changed(String organization, String user);
}
