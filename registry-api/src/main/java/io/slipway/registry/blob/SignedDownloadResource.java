package io.slipway.registry.blob;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.slipway.registry.organization.OpenRoute;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.signing.SignatureQuery;
import io.slipway.registry.signing.UrlSigner;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Where the signed URLs lead while packages are files. */
@Path("/packages/{sha256}/{file}")
@Tag(name = "Versions")
@OpenRoute
public class SignedDownloadResource {
    private final UrlSigner signer;
    private final BlobStore blobs;

    SignedDownloadResource(UrlSigner signer, BlobStore blobs) {
        this.signer = signer;
        this.blobs = blobs;
    }

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Blocking
    @RunOnVirtualThread
    @APIResponse(
            responseCode = "200",
            description = "The file's bytes",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @Operation(
            operationId = "getPackage",
            summary = "Download a file by a signed URL",
            description = "The URL stands for the token")
    public RestResponse<InputStream> get(
            @RestPath String sha256, @RestPath String file, @BeanParam SignatureQuery signature) {
        signer.verified("GET", path(sha256, file), signature.given());
        try {
            return RestResponse.ResponseBuilder.ok(blobs.open(sha256))
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                    .build();
        } catch (NoSuchFileException e) {
            throw ProblemException.of(ErrorCode.NOT_FOUND, "There is no package " + sha256 + ".");
        } catch (IOException e) {
            throw StorageFaults.problem(e);
        }
    }

    static String path(String sha256, String file) {
        return "/packages/" + sha256 + "/" + URLEncoder.encode(file, StandardCharsets.UTF_8);
    }
}
