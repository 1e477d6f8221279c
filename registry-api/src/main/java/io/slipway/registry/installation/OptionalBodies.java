package io.slipway.registry.installation;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** Reads a body that may be left out: clients then send any content type, which a typed parameter would refuse. */
@ApplicationScoped
class OptionalBodies {
    private final ObjectMapper mapper;

    OptionalBodies(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** @throws MismatchedInputException for an unknown field or a wrong type */
    MoveRequest move(String body) throws MismatchedInputException {
        return read(body, MoveRequest.class, MoveRequest.LATEST);
    }

    /** @throws MismatchedInputException for an unknown field or a wrong type */
    VersionRequest rollback(String body) throws MismatchedInputException {
        return read(body, VersionRequest.class, VersionRequest.LAST_GOOD);
    }

    private <T> T read(String body, Class<T> type, T none) throws MismatchedInputException {
        if (body == null || body.isBlank()) {
            return none;
        }
        try {
            T request = mapper.readValue(body, type);
            return request == null ? none : request;
        } catch (MismatchedInputException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The body is no JSON: " + e.getOriginalMessage());
        }
    }
}
