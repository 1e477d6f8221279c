package io.slipway.registry.upload;

import java.io.IOException;
import java.io.InputStream;

import org.apache.commons.fileupload.UploadContext;

/** The body of a request, as it comes in, with an end: also when it was sent without a length, by a sender who never stops. */
public final class Body implements UploadContext {
    /** Beyond what any route takes: most clients look at an answer only when they have sent all. */
    private static final long MAX_READ = 256L * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    private final LimitedStream stream;
    private final String contentType;

    public Body(InputStream stream, String contentType) {
        this.stream = new LimitedStream(stream, MAX_READ);
        this.contentType = contentType;
    }

    /** Fails when there is no end to it. */
    public InputStream stream() {
        return stream;
    }

    /** Whether it was so long that the rest is not looked at. */
    boolean isCutOff() {
        return stream.isCutOff();
    }

    @Override
    public InputStream getInputStream() {
        return stream;
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    @Override
    public String getCharacterEncoding() {
        return "UTF-8";
    }

    @Override
    public long contentLength() {
        return -1;
    }

    @Override
    @Deprecated
    public int getContentLength() {
        return -1;
    }

    /** Reads the rest, within reason. */
    public void drain() {
        byte[] buffer = new byte[BUFFER];
        try {
            int read = 0;
            while (read >= 0) {
                read = stream.read(buffer);
            }
        } catch (IOException e) {
            // Gone, or without an end: then nobody waits for the answer.
        }
    }
}
