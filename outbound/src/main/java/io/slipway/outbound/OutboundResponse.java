package io.slipway.outbound;

import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * @param url that answered, after redirects
 * @param headers by name, in any case
 * @param body limited in bytes and time, open until the reader returns; as it travels, not decompressed
 */
public record OutboundResponse(int status, URI url, Map<String, List<String>> headers, InputStream body) {
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
