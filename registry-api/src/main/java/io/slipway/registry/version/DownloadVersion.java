package io.slipway.registry.version;

import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.blob.SignedRequest;
import io.slipway.registry.blob.StagingArea;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.version.DownloadView.DownloadedFile;
import io.smallrye.mutiny.Uni;

/** Signs URLs of packages for those who may read their versions. */
@ApplicationScoped
public class DownloadVersion {
    private final ReadVersions versions;
    private final StagingArea staging;

    DownloadVersion(ReadVersions versions, StagingArea staging) {
        this.versions = versions;
        this.staging = staging;
    }

    /** @param number or {@code latest}. @param requested the address that this registry was asked at */
    @WithSession
    Uni<DownloadView> download(Caller caller, ProviderName name, String number, URI requested) {
        return versions.find(caller, name, number).map(version -> view(name, version, requested));
    }

    private DownloadView view(ProviderName name, Version version, URI requested) {
        String base = name.name() + "-" + version.number();
        VersionOrigin origin = version.origin();
        return new DownloadView(
                file(version.sourceHash(), base + ".tar.gz", requested),
                origin.lockHash() == null ? null : file(origin.lockHash(), base + ".lock", requested),
                origin.packageJson());
    }

    private DownloadedFile file(String sha256, String fileName, URI requested) {
        SignedRequest request = staging.signDownload(sha256, fileName, requested);
        return new DownloadedFile(fileName, sha256, request.url(), request.expiresAt());
    }
}
