package io.slipway.registry.upload;

import java.io.IOException;
import java.io.InputStream;

import org.apache.commons.fileupload.UploadContext;

/** The body of a request, as it comes in. */
public record Body(InputStream stream, String contentType) implements UploadContext {
    private static final long MAX_DRAINED = 256L * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

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

    /** Reads the rest, within reason: most clients look at an answer only when they have sent all. */
    public void drain() {
        byte[] buffer = new byte[BUFFER];
        try {
            long left = MAX_DRAINED;
            for (int read = 0; read >= 0 && left > 0; left -= read) {
                read = stream.read(buffer);
            }
        } catch (IOException e) {
            // Gone: then nobody waits for the answer.
        }
    }
}
