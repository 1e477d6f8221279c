package io.slipway.registry.blob;

import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.slipway.registry.signing.UrlSigner;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Uploads as objects, {@code uploads/upl_…/package}; the signed URLs lead to S3. Length and digest are signed where they are
 * known; a maximum cannot be: what is too large is found when it is taken.
 */
final class S3StagingArea implements StagingArea {
    private static final String PREFIX = "uploads/";
    private static final int LISTED = 1000;
    private static final String MARK = "slipway-used";

    private final S3Bucket bucket;
    private final Spool spool;
    private final UrlSigner signer;
    private final Clock clock;

    S3StagingArea(S3Bucket bucket, Spool spool, UrlSigner signer, Clock clock) {
        this.bucket = bucket;
        this.spool = spool;
        this.signer = signer;
        this.clock = clock;
    }

    @Override
    public SignedRequest signUpload(StagedFile file, URI requested) {
        // If-None-Match: an object that is there is not replaced, so the URL is good for one upload.
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(bucket.name())
                .key(file.path())
                .ifNoneMatch("*")
                .contentLength(file.bytes());
        if (file.sha256() != null) {
            put.checksumSHA256(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(file.sha256())));
        }
        return signed("PUT", bucket.presigner().presignPutObject(sign -> sign.signatureDuration(lifetime())
                .putObjectRequest(put.build())));
    }

    @Override
    public SignedRequest signDownload(String sha256, String fileName, URI requested) {
        String disposition = "attachment; filename=\"" + fileName + "\"";
        return signed("GET", bucket.presigner().presignGetObject(sign -> sign.signatureDuration(lifetime())
                .getObjectRequest(get -> get.bucket(bucket.name())
                        .key("sha256/" + sha256.substring(0, 2) + "/" + sha256)
                        .responseContentDisposition(disposition))));
    }

    private Duration lifetime() {
        return Duration.between(clock.instant(), signer.expiry()).plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    }

    /** The host is in the URL; the length a client sends by itself. */
    private static SignedRequest signed(String method, PresignedRequest request) {
        Map<String, String> headers = request.signedHeaders().entrySet().stream()
                .filter(header -> !List.of("host", "content-length")
                        .contains(header.getKey().toLowerCase(java.util.Locale.ROOT)))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> String.join(",", header.getValue()), (a, _) -> a, TreeMap::new));
        return new SignedRequest(method, URI.create(request.url().toString()), headers, request.expiration());
    }

    /** Nothing is signed for this registry. */
    @Override
    public void put(ReceivedBlob blob, String path) throws IOException {
        throw new IOException("clients put their files into S3 themselves");
    }

    @Override
    public ReceivedBlob take(String path, long maxBytes) throws IOException {
        if (!StagedFile.isPath(path)) {
            throw new NoSuchFileException(path);
        }
        try (ResponseInputStream<GetObjectResponse> bytes = bucket.call(
                path,
                s3 -> s3.getObject(
                        get -> get.bucket(bucket.name()).key(path),
                        AsyncResponseTransformer.toBlockingInputStream()))) {
            if (isMark(bytes.response())) {
                throw new NoSuchFileException(path);
            }
            return spool.receive(bytes, maxBytes);
        }
    }

    /** Some servers answer with names of their own case. */
    static boolean isMark(GetObjectResponse object) {
        return object.metadata().keySet().stream().anyMatch(MARK::equalsIgnoreCase);
    }

    @Override
    public void clear(String path) throws IOException {
        if (StagedFile.isPath(path)) {
            bucket.call(
                    path,
                    s3 -> s3.deleteObject(delete -> delete.bucket(bucket.name()).key(path)));
        }
    }

    /** An empty object in its place: the URL asks for none to be there. */
    @Override
    public void retire(String path) throws IOException {
        bucket.call(
                path,
                s3 -> s3.putObject(
                        put -> put.bucket(bucket.name()).key(path).metadata(Map.of(MARK, "true")),
                        AsyncRequestBody.empty()));
    }

    /** Ids sort by their age: the first ones listed are the oldest. */
    @Override
    public int removeStale(Instant olderThan) throws IOException {
        List<S3Object> oldest = bucket.call(
                        PREFIX,
                        s3 -> s3.listObjectsV2(list ->
                                list.bucket(bucket.name()).prefix(PREFIX).maxKeys(LISTED)))
                .contents();
        int removed = 0;
        for (S3Object object : oldest) {
            if (object.lastModified().isBefore(olderThan)) {
                clear(object.key());
                removed++;
            }
        }
        return removed;
    }
}
