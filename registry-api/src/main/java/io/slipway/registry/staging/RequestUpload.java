package io.slipway.registry.staging;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.EntityId;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.blob.StagedFile;
import io.slipway.registry.blob.StagingArea;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.staging.UploadUrlView.UploadTarget;
import io.slipway.registry.version.PublishUploaded;
import io.slipway.registry.version.PublishUploaded.Outlook;
import io.slipway.registry.version.PublishUploaded.Wish;
import io.smallrye.mutiny.Uni;

/** The first step: URLs to upload to, unless the version is there. */
@ApplicationScoped
public class RequestUpload {
    private final PublishUploaded versions;
    private final UploadRows uploads;
    private final StagingArea staging;
    private final UploadConfig config;
    private final Clock clock;

    RequestUpload(PublishUploaded versions, UploadRows uploads, StagingArea staging, UploadConfig config, Clock clock) {
        this.versions = versions;
        this.uploads = uploads;
        this.staging = staging;
        this.config = config;
        this.clock = clock;
    }

    /** @param requested the address that this registry was asked at */
    Uni<UploadUrlView> request(Caller caller, ProviderName provider, UploadUrlRequest request, URI requested) {
        Wish wish = request.wish(provider);
        return versions.outlook(wish)
                .flatMap(outlook -> outlook.version() == null
                        ? open(caller, wish, outlook, request).map(upload -> signed(upload, requested))
                        : Uni.createFrom().item(UploadUrlView.of(outlook.version())));
    }

    private Uni<Upload> open(Caller caller, Wish wish, Outlook outlook, UploadUrlRequest request) {
        Instant now = clock.instant();
        Upload upload = new Upload(
                EntityId.create("upl_", clock),
                wish,
                outlook.baseVersionId(),
                request,
                now,
                now.plus(config.confirmWithin()));
        return uploads.open(upload, caller);
    }

    private UploadUrlView signed(Upload upload, URI requested) {
        return UploadUrlView.of(upload.id(), target(upload.file(), requested), target(upload.lockfile(), requested));
    }

    private UploadTarget target(StagedFile file, URI requested) {
        return UploadTarget.of(file, staging.signUpload(file, requested));
    }
}
