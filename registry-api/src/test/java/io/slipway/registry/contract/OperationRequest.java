package io.slipway.registry.contract;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Packages;

/** Sends what the description gives as an example: a good request of any operation. */
final class OperationRequest {
    private OperationRequest() {}

    static Response send(ApiOperation operation, RequestSpecification request, String organization, String provider) {
        return send(operation, request, organization, provider, Map.of());
    }

    /** @param at what stands for the parameters of the path beside organization, provider and version */
    static Response send(
            ApiOperation operation,
            RequestSpecification request,
            String organization,
            String provider,
            Map<String, String> at) {
        JsonNode content = operation.node().at("/requestBody/content");
        if (!content.isEmpty()) {
            String type = content.fieldNames().next();
            if (type.startsWith("multipart/")) {
                request.multiPart("code", "package.tar.gz", Packages.hello("an example"), "application/gzip")
                        .multiPart("version", "1.0.0");
            } else if (type.equals("application/octet-stream")) {
                request.contentType(type).body(new byte[] {1});
            } else {
                request.contentType(type)
                        .body(content.path(type)
                                .path("example")
                                .toString()
                                .replace("acme/hello", organization + "/" + provider));
            }
        }
        String path = operation
                .path()
                .replace("{org}", organization)
                .replace("{name}", provider)
                .replace("{version}", "1.0.0");
        for (Map.Entry<String, String> parameter : at.entrySet()) {
            path = path.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        path = path.replaceAll("\\{[^}]+}", "nothing");
        return request.request(operation.method(), path);
    }
}
