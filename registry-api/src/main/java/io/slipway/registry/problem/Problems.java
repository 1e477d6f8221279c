package io.slipway.registry.problem;

import java.util.List;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a request becomes {@code application/problem+json} here. */
@Singleton
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    /** Seconds until one may try again what another replica, or this one in a moment, can do. */
    private static final int SOON = 1;

    private final AllowedMethods methods;

    Problems(AllowedMethods methods) {
        this.methods = methods;
    }

    @ServerExceptionMapper
    public Response problem(ProblemException e) {
        Response.ResponseBuilder response = response(Problem.of(e.code(), e.getMessage(), e.errors()));
        if (e.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, e.retryAfter().toSeconds());
        } else if (e.code() == ErrorCode.UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, SOON);
        }
        return response.build();
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException e) {
        List<Problem.Detail> errors = e.getConstraintViolations().stream()
                .map(violation -> new Problem.Detail(field(violation), violation.getMessage()))
                .toList();
        return response(Problem.of(ErrorCode.INVALID_VALUE, ErrorCode.INVALID_VALUE.advice(), errors))
                .build();
    }

    @ServerExceptionMapper
    public Response unreadable(MismatchedInputException e) {
        return json(e);
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException e, UriInfo address) {
        if (e.getCause() instanceof JacksonException json) {
            return json(json);
        }
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (status >= 500) {
            return unexpected(e);
        }
        ErrorCode code = HttpStatusCodes.codeOf(status);
        String detail = HttpStatusCodes.what(code) + " " + code.advice();
        Response.ResponseBuilder response = response(Problem.of(code, detail, List.of()));
        return code == ErrorCode.METHOD_NOT_ALLOWED
                ? response.header(
                                HttpHeaders.ALLOW,
                                String.join(
                                        ", ", methods.of(address.getRequestUri().getRawPath())))
                        .build()
                : response.build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        ErrorCode code = DatabaseFaults.meaning(e).orElse(ErrorCode.INTERNAL);
        if (code == ErrorCode.INTERNAL) {
            LOG.error("request failed", e);
        } else {
            LOG.warnf("request failed: %s", e);
        }
        Response.ResponseBuilder response = response(Problem.of(code, code.advice(), List.of()));
        boolean passes = code == ErrorCode.UNAVAILABLE;
        return (passes ? response.header(HttpHeaders.RETRY_AFTER, SOON) : response).build();
    }

    private static Response json(JacksonException e) {
        ErrorCode code =
                e instanceof UnrecognizedPropertyException ? ErrorCode.UNKNOWN_FIELD : ErrorCode.MALFORMED_REQUEST;
        String pointer = e instanceof JsonMappingException mapping ? JsonPointers.of(mapping) : "";
        Problem.Detail error = new Problem.Detail(pointer, JsonPointers.message(e));
        return response(Problem.of(code, "The body cannot be read. " + code.advice(), List.of(error)))
                .build();
    }

    private static String field(ConstraintViolation<?> violation) {
        String field = "";
        for (var node : violation.getPropertyPath()) {
            field = node.toString();
        }
        return field;
    }

    private static Response.ResponseBuilder response(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        return problem.status() == ErrorCode.UNAUTHENTICATED.status()
                ? response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                : response;
    }
}
