package io.slipway.registry.staging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.BlobTooLargeException;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.blob.StagingArea;
import io.slipway.registry.organization.OpenRoute;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.signing.Grant;
import io.slipway.registry.signing.SignatureQuery;
import io.slipway.registry.signing.UrlSigner;
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
    private final BlobStore blobs;
    private final StagingArea staging;
    private final UploadRows uploads;
    private final Hops hops;
    private final Clock clock;

    SignedUploadResource(
            UrlSigner signer, BlobStore blobs, StagingArea staging, UploadRows uploads, Hops hops, Clock clock) {
        this.signer = signer;
        this.blobs = blobs;
        this.staging = staging;
        this.uploads = uploads;
        this.hops = hops;
        this.clock = clock;
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
        ReceivedBlob received = receive(grant, new Body(body, ""));
        return Uni.createFrom()
                .voidItem()
                .emitOn(Hops.eventLoop())
                .chain(() -> uploads.requireAlive(uploadId))
                .invoke(this::mustBeOpen)
                .chain(() -> hops.blocking(() -> stage(received, path)))
                .onTermination()
                .call(() -> hops.blocking(() -> discard(received)))
                .replaceWithVoid();
    }

    private ReceivedBlob receive(Grant grant, Body body) {
        ReceivedBlob received;
        long max = grant.bytes() == null ? grant.maxBytes() : grant.bytes();
        try {
            received = blobs.receive(body.stream(), max);
        } catch (BlobTooLargeException e) {
            body.drain();
            throw UploadMismatch.tooLong(max);
        } catch (IOException e) {
            throw ProblemException.of(ErrorCode.UNAVAILABLE, "The upload could not be stored.");
        }
        if (!UploadMismatch.isSame(received, grant.bytes(), grant.sha256())) {
            blobs.discard(received);
            throw UploadMismatch.of(received, grant.bytes(), grant.sha256());
        }
        return received;
    }

    private void mustBeOpen(Upload upload) {
        if (!upload.isOpen(clock.instant())) {
            throw used();
        }
    }

    private ReceivedBlob stage(ReceivedBlob received, String path) throws IOException {
        try {
            staging.put(received, path);
            return received;
        } catch (FileAlreadyExistsException e) {
            throw used();
        }
    }

    private ReceivedBlob discard(ReceivedBlob received) {
        blobs.discard(received);
        return received;
    }

    private static ProblemException used() {
        return ProblemException.of(ErrorCode.UPLOAD_USED, "The file is there already, or was confirmed.");
    }
}
