package io.slipway.registry.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import io.slipway.registry.organization.InternalRoute;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** The bytes of a package, for the builder. */
@Path("/internal/sources/{sha256}")
@InternalRoute
public class SourceResource {
    private final BlobStore blobs;

    SourceResource(BlobStore blobs) {
        this.blobs = blobs;
    }

    @GET
    @Produces("application/gzip")
    @Blocking
    @Operation(hidden = true)
    public InputStream get(@RestPath String sha256) {
        try {
            return blobs.open(sha256);
        } catch (NoSuchFileException e) {
            throw ProblemException.of(ErrorCode.NOT_FOUND, "There is no package " + sha256 + ".");
        } catch (IOException e) {
            throw StorageFaults.problem(e);
        }
    }
}
