package io.slipway.registry.version;

import java.io.InputStream;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.slipway.providerpackage.PackageLimits;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.conventions.CostClass;
import io.slipway.registry.conventions.Costs;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.idempotency.KeyedRequests;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CurrentCaller;
import io.slipway.registry.organization.RequiresScope;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.provider.OwnNames;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.upload.Body;
import io.slipway.registry.upload.MultipartReader;
import io.slipway.registry.upload.UploadForm;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Each upload has a thread of its own, a virtual one: 200 slow senders would hold all workers, and with them the uploads of
 * everybody. Without {@code @Blocking} beside it the filters would run on that thread as well, where no session is.
 */
@Path("/providers/{org}/{name}/publish")
@Tag(name = "Versions")
@RequiresScope(Scope.PUBLISH)
public class PublishResource {
    private final MultipartReader uploads;
    private final BlobStore blobs;
    private final InspectPackage inspect;
    private final PublishVersion publish;
    private final OwnNames names;
    private final KeyedRequests requests;
    private final CurrentCaller caller;

    PublishResource(
            MultipartReader uploads,
            BlobStore blobs,
            InspectPackage inspect,
            PublishVersion publish,
            OwnNames names,
            KeyedRequests requests,
            CurrentCaller caller) {
        this.uploads = uploads;
        this.blobs = blobs;
        this.inspect = inspect;
        this.publish = publish;
        this.names = names;
        this.requests = requests;
        this.caller = caller;
    }

    @POST
    @Costs(CostClass.BUILDS)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Blocking
    @RunOnVirtualThread
    @APIResponse(responseCode = "200", description = "The same was published before: nothing was done")
    @APIResponse(responseCode = "202", description = "Accepted for building")
    @Operation(
            operationId = "publishVersion",
            summary = "Publish a version",
            description =
                    "202: accepted for building. 200: the same was published before. The first one makes the provider.")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER)
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema = @Schema(implementation = PublishDescription.class)))
    public Uni<RestResponse<VersionView>> publish(
            @RestPath String org,
            @RestPath String name,
            @RestHeader(HttpHeaders.CONTENT_TYPE) String contentType,
            InputStream body) {
        ProviderName provider = ProviderNames.given(org, name);
        if (!caller.get().organization().equals(org)) {
            return refused(provider);
        }
        requests.mustBeWellFormed();
        UploadForm form = uploads.read(
                new Body(body, contentType),
                PublishForm.FILE,
                PackageLimits.DEFAULT.archiveBytes(),
                PublishForm.FIELDS);
        Publication publication = inspected(provider, form, caller.get());
        KeyedRequest request = requests.ofForm(form.file().sha256(), form.fields());
        Caller publisher = caller.get();
        return onEventLoop()
                .chain(() -> publish.publish(publisher, publication, form.file(), request))
                .map(PublishResource::response);
    }

    private static Uni<Void> onEventLoop() {
        return Uni.createFrom().voidItem().emitOn(Hops.eventLoop());
    }

    /** Of the body nothing is read. */
    private Uni<RestResponse<VersionView>> refused(ProviderName provider) {
        Caller stranger = caller.get();
        return onEventLoop().chain(() -> names.mustBeOwn(stranger, provider)).map(_ -> {
            throw new IllegalStateException(provider + " is another's");
        });
    }

    private Publication inspected(ProviderName provider, UploadForm form, Caller publisher) {
        try {
            return inspect.inspect(provider, PublishForm.of(form.fields()), form.file(), publisher.actor());
        } catch (RuntimeException e) {
            blobs.discard(form.file());
            throw e;
        }
    }

    private static RestResponse<VersionView> response(Published published) {
        return RestResponse.status(
                published.accepted() ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK, published.version());
    }
}
