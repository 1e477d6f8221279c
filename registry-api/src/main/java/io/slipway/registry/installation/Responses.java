package io.slipway.registry.installation;

import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.RestResponse;

/** Answers with an installation; their ETag begins with its generation. */
final class Responses {
    private Responses() {}

    /** 202 when there is something to do now, 200 when it is there already. */
    static RestResponse<InstallationView> of(Changed changed) {
        return with(changed.accepted() ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK, changed);
    }

    static RestResponse<InstallationView> ok(Changed changed) {
        return with(RestResponse.Status.OK, changed);
    }

    static RestResponse<InstallationView> accepted(Changed changed) {
        return with(RestResponse.Status.ACCEPTED, changed);
    }

    /** 202, or 200 for what was only asked about. */
    static RestResponse<InstallationView> installed(Changed changed) {
        return changed.installation().dryRun() == null ? accepted(changed) : ok(changed);
    }

    private static RestResponse<InstallationView> with(RestResponse.Status status, Changed changed) {
        return RestResponse.ResponseBuilder.create(status, changed.installation())
                .header(HttpHeaders.ETAG, Command.etag(changed.generation()))
                .build();
    }
}
