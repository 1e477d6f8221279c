package io.slipway.registry.staging;

import java.io.InputStream;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import io.slipway.registry.organization.OpenRoute;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.signing.Grant;
import io.slipway.registry.signing.SignatureQuery;
import io.slipway.registry.signing.UrlSigner;
import io.slipway.registry.staging.ReceiveUpload.Sent;
import io.slipway.registry.upload.Body;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Where the signed URLs lead while packages are files: the bytes go to disk as they come, counted and hashed. */
@Path("/uploads/{upload_id}/{file}")
@Tag(name = "Versions")
@OpenRoute
public class SignedUploadResource {
    private final UrlSigner signer;
    private final ReceiveUpload uploads;

    SignedUploadResource(UrlSigner signer, ReceiveUpload uploads) {
        this.signer = signer;
        this.uploads = uploads;
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Blocking
    @RunOnVirtualThread
    @ResponseStatus(204)
    @Operation(
            operationId = "putUpload",
            summary = "Upload a file to a signed URL",
            description = "The URL stands for the token. It is good for the file that it was asked for, once")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Uni<Void> put(
            @RestPath("upload_id") String uploadId,
            @RestPath String file,
            @BeanParam SignatureQuery signature,
            InputStream body) {
        String path = "uploads/" + uploadId + "/" + file;
        Grant grant = signer.verified("PUT", "/" + path, signature.given());
        Sent sent = new Sent(uploadId, path, grant, new Body(body, ""));
        return Uni.createFrom().voidItem().emitOn(Hops.eventLoop()).chain(() -> uploads.receive(sent));
    }
}
