package io.slipway.cli.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;

/** From an answer (problem+json, RFC 9457) to a failure that says what to do next. */
final class ApiErrors {
    private ApiErrors() {}

    static CliFailure failure(HttpRequest request, int status, String body) {
        JsonNode problem = Json.parse(body).filter(JsonNode::isObject).orElseGet(Json::object);
        String detail = Json.text(problem, "detail");
        String title = Json.text(problem, "title");
        String what = !detail.isEmpty() ? detail : !title.isEmpty() ? title : "The server answered " + status + ".";
        String code = problem.hasNonNull("code") ? Json.text(problem, "code") : "http_" + status;
        return new CliFailure(exitCode(status), code, what, hint(request, status, problem));
    }

    /** @param base the registry: what else is away was named by it, in a signed URL */
    static CliFailure unreachable(HttpRequest request, URI base, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        boolean registry = host(request.uri()).equals(host(base));
        return new CliFailure(
                ExitCode.UNREACHABLE,
                "unreachable",
                "Cannot reach " + host(request.uri()) + " (" + reason + ").",
                registry
                        ? "Start a stack by 'slipway up', or point SLIPWAY_URL or --url at one that runs."
                        : "The registry keeps its packages there: that address must be reached from here too.");
    }

    static CliFailure unanswered(HttpRequest request) {
        long seconds = request.timeout().orElseThrow().toSeconds();
        return new CliFailure(
                ExitCode.UNREACHABLE,
                "unanswered",
                host(request.uri()) + " has not answered " + request.method() + " "
                        + request.uri().getPath() + " within " + seconds + " s.",
                "It may still have been done: look before you ask again.");
    }

    static CliFailure answerLost(HttpRequest request) {
        return new CliFailure(
                ExitCode.UNREACHABLE,
                "unanswered",
                "The answer of " + host(request.uri()) + " to " + request.method() + " "
                        + request.uri().getPath() + " was lost, and it cannot be reached any more.",
                "It may have been done: look before you ask again.");
    }

    /** Without path and query: a signed URL is a secret. */
    private static String host(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    static int exitCode(int status) {
        return switch (status) {
            case 400, 413, 415, 422 -> ExitCode.INVALID;
            case 401, 403 -> ExitCode.DENIED;
            case 404, 410 -> ExitCode.NOT_FOUND;
            case 409, 412 -> ExitCode.CONFLICT;
            default -> status >= 500 ? ExitCode.UNREACHABLE : ExitCode.FAILED;
        };
    }

    private static String hint(HttpRequest request, int status, JsonNode problem) {
        List<String> lines = new ArrayList<>();
        for (JsonNode error : problem.path("errors")) {
            String place = Json.text(error, "field");
            lines.add((place.isEmpty() ? "" : place + ": ") + Json.text(error, "message"));
        }
        if (status == 401) {
            lines.add("Give a token by SLIPWAY_TOKEN or --token, or choose one of the stack's by --org.");
        }
        if (status >= 500) {
            lines.add("Look at 'slipway status' and 'slipway logs registry-api'.");
        }
        if (problem.hasNonNull("trace_id")) {
            lines.add("(" + request.method() + " " + request.uri().getPath() + ", trace "
                    + Json.text(problem, "trace_id") + ")");
        }
        return String.join("\n", lines);
    }
}
