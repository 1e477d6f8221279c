package io.slipway.registry.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Packages;

/** Sends what the description gives as an example: a good request of any operation. */
final class OperationRequest {
    private OperationRequest() {}

    static Response send(ApiOperation operation, RequestSpecification request, String organization, String provider) {
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
                .replace("{version}", "1.0.0")
                .replaceAll("\\{[^}]+}", "nothing");
        return request.request(operation.method(), path);
    }
}
