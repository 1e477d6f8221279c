package io.slipway.registry.blob;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;

/**
 * Blobs as objects, {@code sha256/ab/abcd…}. Bytes come in by the {@link Spool} of this replica: their digest is the key,
 * and the package is read there. S3 shows an object when all of it is there.
 */
final class S3BlobStore implements BlobStore {
    private final S3Bucket bucket;
    private final Spool spool;

    S3BlobStore(S3Bucket bucket, Spool spool) {
        this.bucket = bucket;
        this.spool = spool;
    }

    @Override
    public ReceivedBlob receive(InputStream bytes, long maxBytes) throws IOException {
        return spool.receive(bytes, maxBytes);
    }

    @Override
    public void keep(ReceivedBlob blob) throws IOException {
        String key = BlobNames.of(blob.sha256());
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(blob.sha256()));
        bucket.call(
                key,
                s3 -> s3.putObject(
                        put -> put.bucket(bucket.name()).key(key).checksumSHA256(checksum),
                        AsyncRequestBody.fromFile(blob.file())));
    }

    @Override
    public void discard(ReceivedBlob blob) {
        spool.discard(blob);
    }

    @Override
    public InputStream open(String sha256) throws IOException {
        String key = BlobNames.of(sha256);
        return bucket.call(
                key,
                s3 -> s3.getObject(
                        get -> get.bucket(bucket.name()).key(key), AsyncResponseTransformer.toBlockingInputStream()));
    }

    @Override
    public void delete(String sha256) throws IOException {
        String key = BlobNames.of(sha256);
        bucket.call(
                key,
                s3 -> s3.deleteObject(delete -> delete.bucket(bucket.name()).key(key)));
    }

    @Override
    public int removeStale(Instant olderThan) throws IOException {
        return spool.removeStale(olderThan);
    }

    @Override
    public int removeOwn() throws IOException {
        return spool.removeOwn();
    }

    @Override
    public void check() throws IOException {
        spool.check();
        bucket.call("", s3 -> s3.headBucket(head -> head.bucket(bucket.name())));
    }
}
