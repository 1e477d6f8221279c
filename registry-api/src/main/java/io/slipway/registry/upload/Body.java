package io.slipway.registry.upload;

import java.io.IOException;
import java.io.InputStream;

import org.apache.commons.fileupload.UploadContext;

/** The body of a request, as it comes in. */
public record Body(InputStream stream, String contentType) implements UploadContext {

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

    /** Reads the rest: most clients look at an answer only when they have sent all. */
    void drain() {
        try {
            stream.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Gone, or beyond the server's own limit: then nobody waits for the answer.
        }
    }
}
