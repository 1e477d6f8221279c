package io.slipway.registry.installation;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** Reads a body that may be left out: clients then send any content type, which a typed parameter would refuse. */
@ApplicationScoped
class VersionRequests {
    private final ObjectMapper mapper;

    VersionRequests(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Null when the request names no version.
     *
     * @throws MismatchedInputException for an unknown field or a wrong type
     */
    String version(String body) throws MismatchedInputException {
        if (body == null || body.isBlank()) {
            return null;
        }
        try {
            VersionRequest request = mapper.readValue(body, VersionRequest.class);
            return request == null ? null : request.version();
        } catch (MismatchedInputException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The body is no JSON: " + e.getOriginalMessage());
        }
    }
}
