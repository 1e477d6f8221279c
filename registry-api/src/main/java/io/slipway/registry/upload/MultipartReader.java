package io.slipway.registry.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.BlobTooLargeException;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.blob.StorageFaults;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;
import io.vertx.core.http.HttpClosedException;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.MultipartStream;
import org.jboss.logging.Logger;

/**
 * Reads {@code multipart/form-data} (RFC 7578) in one pass, the file straight into the blob store. The framework's own
 * form parser is not used: it takes a file part without a file name for text, and answers 413 without a body.
 */
@ApplicationScoped
public class MultipartReader {
    private static final Logger LOG = Logger.getLogger(MultipartReader.class);
    private static final int MAX_FIELD_BYTES = 64 * 1024;

    private final BlobStore blobs;

    MultipartReader(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * Blocks. The caller keeps or discards the file.
     *
     * @throws ProblemException 400 for what is no such form, or has other fields; 413 for a file beyond the limit
     */
    public UploadForm read(Body body, String fileField, long maxFileBytes, Set<String> textFields) {
        Parts parts = new Parts(body);
        try {
            parts.readAll(fileField, maxFileBytes, textFields);
            return parts.form(fileField);
        } catch (ProblemException e) {
            throw parts.dropped(e);
        } catch (BlobTooLargeException e) {
            throw parts.dropped(tooLarge(fileField, maxFileBytes));
        } catch (FileUploadException | IOException e) {
            throw parts.dropped(body.isCutOff() ? endless() : unreadable(e));
        } catch (RuntimeException e) {
            parts.drop();
            throw e;
        }
    }

    private static ProblemException unreadable(Exception e) {
        if (e instanceof FileUploadException || e instanceof MultipartStream.MalformedStreamException) {
            return malformed("The form is malformed or ends early: " + e.getMessage() + ".", List.of());
        }
        if (e.getCause() instanceof FileUploadException cause) {
            return malformed("The form is malformed: " + cause.getMessage() + ".", List.of());
        }
        if (hasSenderGone(e)) {
            LOG.infof("an upload ended in its middle: %s", e.getMessage());
            return ProblemException.of(ErrorCode.UNAVAILABLE, "The upload ended in its middle.");
        }
        return StorageFaults.problem(e);
    }

    private static boolean hasSenderGone(Exception e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .anyMatch(HttpClosedException.class::isInstance);
    }

    private static ProblemException tooLarge(String field, long maxBytes) {
        String message = "has more than " + maxBytes + " bytes";
        return ProblemException.of(
                ErrorCode.TOO_LARGE, field + " " + message + ".", List.of(new Problem.Detail(field, message)));
    }

    private static ProblemException endless() {
        return ProblemException.of(ErrorCode.TOO_LARGE, "There is no end to the form.");
    }

    private static ProblemException malformed(String what, List<Problem.Detail> errors) {
        return ProblemException.of(ErrorCode.MALFORMED_REQUEST, what, errors);
    }

    private static ProblemException badField(String field, String message) {
        return malformed(field + ": " + message + ".", List.of(new Problem.Detail(field, message)));
    }

    /** What was read so far. */
    private final class Parts {
        private final Body body;
        private final Map<String, String> fields = new LinkedHashMap<>();
        private ReceivedBlob file;

        Parts(Body body) {
            this.body = body;
        }

        void readAll(String fileField, long maxFileBytes, Set<String> textFields)
                throws FileUploadException, IOException {
            FileItemIterator items = new FileUpload().getItemIterator(body);
            while (items.hasNext()) {
                FileItemStream item = items.next();
                String name = item.getFieldName();
                try (InputStream content = item.openStream()) {
                    if (fileField.equals(name)) {
                        mustBeNew(name, file == null);
                        file = blobs.receive(content, maxFileBytes);
                    } else if (name != null && textFields.contains(name)) {
                        mustBeNew(name, !fields.containsKey(name));
                        fields.put(name, text(name, content));
                    } else {
                        throw ProblemException.ofField(ErrorCode.UNKNOWN_FIELD, String.valueOf(name), "unknown field");
                    }
                }
            }
        }

        UploadForm form(String fileField) {
            if (file == null) {
                throw badField(fileField, "is missing");
            }
            return new UploadForm(file, fields);
        }

        ProblemException dropped(ProblemException problem) {
            drop();
            return problem;
        }

        void drop() {
            if (file != null) {
                blobs.discard(file);
            }
            body.drain();
        }

        private void mustBeNew(String name, boolean isNew) {
            if (!isNew) {
                throw badField(name, "is given twice");
            }
        }

        private String text(String name, InputStream content) throws IOException {
            byte[] bytes = content.readNBytes(MAX_FIELD_BYTES + 1);
            if (bytes.length > MAX_FIELD_BYTES) {
                throw badField(name, "has more than " + MAX_FIELD_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
