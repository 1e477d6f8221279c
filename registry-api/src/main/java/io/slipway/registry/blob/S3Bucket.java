package io.slipway.registry.blob;

import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The bucket, and how to reach it. */
final class S3Bucket implements AutoCloseable {
    private final String name;
    private final S3AsyncClient client;
    private final S3Presigner presigner;

    private S3Bucket(String name, S3AsyncClient client, S3Presigner presigner) {
        this.name = name;
        this.client = client;
        this.presigner = presigner;
    }

    /** @throws IllegalStateException for a configuration that cannot be used */
    static S3Bucket of(BlobConfig.S3 config) {
        String name =
                config.bucket().orElseThrow(() -> new IllegalStateException("slipway.blobs.s3.bucket is missing"));
        URI endpoint = config.endpoint().orElse(null);
        AwsCredentialsProvider credentials = credentials(config);
        // Checksums that nobody asked for are not understood by all servers that speak S3.
        S3AsyncClient client = S3AsyncClient.builder()
                .region(Region.of(config.region()))
                .endpointOverride(endpoint)
                .forcePathStyle(config.pathStyle())
                .credentialsProvider(credentials)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                .build();
        S3Presigner presigner = S3Presigner.builder()
                .region(Region.of(config.region()))
                .endpointOverride(config.publicEndpoint().orElse(endpoint))
                .credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(config.pathStyle())
                        .build())
                .build();
        return new S3Bucket(name, client, presigner);
    }

    private static AwsCredentialsProvider credentials(BlobConfig.S3 config) {
        if (config.accessKeyId().isEmpty()) {
            if (config.secretAccessKey().isPresent()) {
                throw new IllegalStateException("slipway.blobs.s3.access-key-id is missing");
            }
            // Renewed ahead of their end and beside the requests: signing a URL must not wait for them.
            return DefaultCredentialsProvider.builder()
                    .asyncCredentialUpdateEnabled(true)
                    .build();
        }
        String secret = config.secretAccessKey()
                .orElseThrow(() -> new IllegalStateException("slipway.blobs.s3.secret-access-key is missing"));
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(config.accessKeyId().get(), secret));
    }

    String name() {
        return name;
    }

    S3Presigner presigner() {
        return presigner;
    }

    /** Blocks until the call has ended. @throws NoSuchFileException when there is no such object */
    <T> T call(String key, Function<S3AsyncClient, CompletableFuture<T>> call) throws IOException {
        try {
            return call.apply(client).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoSuchKeyException) {
                throw new NoSuchFileException(key);
            }
            throw new IOException(
                    "S3, " + name + "/" + key + ": " + e.getCause().getMessage(), e.getCause());
        } catch (SdkException e) {
            throw new IOException("S3, " + name + "/" + key + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.close();
        presigner.close();
    }
}
