package io.slipway.registry.problem;

import java.util.Locale;

/**
 * Every error that the API answers with: its stable {@code code} is the constant in lower case, its status and title are
 * beside it. What to do about it stands in the problem's {@code detail}; {@link #advice} is the default.
 */
public enum ErrorCode {
    MALFORMED_REQUEST(400, "Malformed request", "Compare the request with the API's description at /openapi."),
    UNKNOWN_FIELD(400, "Unknown field", "Remove the field; /openapi lists the ones that exist."),
    UNAUTHENTICATED(401, "No valid token", "Send Authorization: Bearer with a token of your organization."),
    OIDC_TOKEN_REFUSED(401, "OIDC token refused", "Let the CI job fetch a new token for this registry's audience."),
    FORBIDDEN(403, "Not permitted", "Use a token of the owning organization with the scope that the detail names."),
    TOKEN_RESTRICTED(403, "Token of one provider", "Use a token that is not restricted, or one of this provider."),
    ACCESS_WITHDRAWN(403, "Access withdrawn", "Ask the provider's publishers to share it with your organization."),
    UNTRUSTED_WORKFLOW(403, "Workflow not trusted", "Add it as a publisher of the provider."),
    INVALID_SIGNATURE(
            403, "Signature refused", "Send the request as it was answered: its method, URL, headers and body."),
    URL_EXPIRED(403, "Signed URL has expired", "Ask for another one."),
    NOT_FOUND(404, "Not found", "Check the spelling; what you may not read looks the same."),
    ENVIRONMENT_NOT_FOUND(404, "No such environment", "Make it with POST /organizations/{org}/environments."),
    NO_ACTIVE_VERSION(404, "No active version", "Set one, or read the version latest."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "Use one of the methods in the Allow header."),
    NOT_ACCEPTABLE(406, "Not acceptable", "Ask for a media type that this route has; /openapi lists them."),
    CONFLICT(409, "Conflict", "Read the resource again and repeat what still makes sense."),
    VERSION_EXISTS(409, "Version exists", "Publish the changed package under a new version."),
    VERSION_SCHEME_MISMATCH(409, "Other version scheme", "Keep to the scheme of the provider's first version."),
    NAME_TOO_SIMILAR(409, "Name too similar", "Choose a name that cannot be taken for another one."),
    NO_PUBLISHED_VERSION(409, "Nothing published", "Publish a version, or wait until its build ends."),
    VERSION_NOT_PUBLISHED(409, "Version not published", "Wait for its build, or name a published version."),
    USE_DOWNGRADE(409, "Lower version", "Ask for a rollback or a downgrade when you mean to go back."),
    ALREADY_INSTALLED(409, "Already installed", "Use upgrade or PATCH on the installation."),
    DEPENDENCY_MISSING(409, "Required provider missing", "Install the providers that errors names first."),
    DEPENDENCY_CYCLE(409, "Requirements in a circle", "Leave out one of the requirements on the way."),
    DEPENDENCY_REQUIRED(
            409, "Required by others", "Uninstall those that errors names first, or send force=true to go ahead."),
    NOT_SETTLED(409, "Not settled", "Wait until its rollout has ended, then try again."),
    REMOVING(409, "Being removed", "Wait until the removal has ended, then install again."),
    ENVIRONMENT_EXISTS(409, "Environment exists", "Use the one that is there, or choose another name."),
    ENVIRONMENT_IN_USE(409, "Environment is used", "Uninstall what is installed in it first."),
    ALREADY_MEMBER(409, "Already a member", "Change the member's role by PATCH."),
    LAST_OWNER(409, "Last owner", "Make another member owner first."),
    VERSION_BURNED(409, "Version was deleted", "Publish under another version: a deleted one is never given again."),
    NAME_BURNED(409, "Name was deleted", "Choose another name: that of a deleted provider is never given again."),
    VERSION_IN_USE(409, "Version in use", "Yank it instead, or end the uses that the detail names."),
    PROVIDER_INSTALLED(409, "Provider is installed", "Yank its versions instead, or have it uninstalled everywhere."),
    ALREADY_RELEASED(409, "Already released", "Import it under another version: a release stays as it is."),
    RELEASE_UNVERIFIED(
            409,
            "Release is not verified",
            "Import it again when what the import warns of is mended, then release it."),
    UPLOAD_INCOMPLETE(409, "Upload is not stored", "Send the file to the signed URL first, then confirm."),
    UPLOAD_USED(409, "Uploaded before", "Confirm what was uploaded, or ask for another URL."),
    VERSION_NOT_FAILED(409, "Version has not failed", "Only a failed build can be tried again."),
    VERSION_NOT_BUILDING(409, "Version is not being built", "Only a build that has not ended can be cancelled."),
    IDEMPOTENCY_KEY_IN_USE(409, "Key in use", "Wait for its answer, or send the request again in a moment."),
    ANSWER_NOT_KEPT(
            409,
            "Answer not kept",
            "If you do not have it, revoke it and make another with a key of its own; an organization that no owner can get"
                    + " into gets a token from the operator, by slipway.organizations.<name>."),
    GONE(410, "Gone", "Its name is never given again; use another one."),
    LOG_REMOVED(
            410, "Log removed", "Logs stay for a while after their build has ended; this one cannot be read again."),
    UPLOAD_EXPIRED(410, "Upload has expired", "Ask for another URL, upload and confirm again."),
    PRECONDITION_FAILED(412, "Precondition failed", "Read the resource again and send its new ETag."),
    TOO_LARGE(
            413,
            "Too large",
            "A package may have 64 MiB, any other body 1 MiB; list what is not needed in .slipwayignore."),
    ADDRESS_TOO_LONG(414, "Address too long", "Keep path and query below 8 KiB; send large values in a body."),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "Send the media type that /openapi names for this route."),
    IDEMPOTENCY_KEY_REUSED(422, "Key of another request", "Send another request with a key of its own."),
    INVALID_VALUE(422, "Invalid value", "Correct the fields that errors names."),
    SEARCH_TOO_BROAD(422, "Search finds too much", "Search for more or longer words, or add tags or a scope."),
    UPLOAD_MISMATCH(422, "Upload differs", "Upload and confirm what the URL was asked for, or ask for another one."),
    INVALID_TEXT(422, "Invalid text", "Leave out NUL characters, and shorten what is very long."),
    INVALID_NAME(422, "Invalid name", "Use 1 to 39 lowercase letters, digits and single hyphens, a letter first."),
    INVALID_VERSION(422, "Invalid version", "Use SemVer 2.0 without a leading v, or YYYY.MM.DD-HHMMSS."),
    INVALID_PACKAGE(422, "Invalid package", "Run slipway validate on the directory, then pack it again."),
    INVALID_IMAGE(422, "Image cannot be used", "Correct the reference, or push an image that can be used."),
    UNKNOWN_RUNTIME(422, "Unknown runtime", "Name a runtime that this registry knows; the detail lists them."),
    RATE_LIMITED(
            429, "Too many requests", "Wait as long as Retry-After says; the RateLimit headers tell what is left."),
    HEADERS_TOO_LARGE(431, "Headers too large", "Send at most 100 header fields of 16 KiB together."),
    INTERNAL(500, "Internal error", "Try again; if it stays, tell the operator the trace_id."),
    SECRETS_UNAVAILABLE(
            503,
            "Secrets cannot be opened",
            "Nothing is lost. Tell the operator that a key of slipway.secrets is missing, and try again later."),
    UNAVAILABLE(503, "Unavailable", "Try again in a few seconds.");

    private final int status;
    private final String title;
    private final String advice;

    ErrorCode(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String advice() {
        return advice;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
