package io.slipway.registry.conventions;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.slipway.registry.problem.EarlyProblems;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.FilterOrder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * How long an address and how large headers may be, and that bodies are not compressed: a small one could become any size. The
 * server has limits of its own, twice and four times these, which it answers without a body.
 */
@ApplicationScoped
class RequestLimits {
    private static final int ADDRESS = 8 * 1024;
    private static final int HEADERS = 16 * 1024;
    private static final int HEADER_FIELDS = 100;
    /** Between a field's name and its value, and after it. */
    private static final int PUNCTUATION = 4;

    private final EarlyProblems problems;

    RequestLimits(EarlyProblems problems) {
        this.problems = problems;
    }

    void check(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.LIMITS);
    }

    private void check(RoutingContext request) {
        MultiMap headers = request.request().headers();
        if (request.request().uri().length() > ADDRESS) {
            refuse(request, ErrorCode.ADDRESS_TOO_LONG);
        } else if (headers.entries().size() > HEADER_FIELDS || size(headers) > HEADERS) {
            refuse(request, ErrorCode.HEADERS_TOO_LARGE);
        } else if (isCompressed(headers)) {
            // RFC 9110, section 15.5.16: the header names what would be taken.
            request.response().putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
            problems.refuse(
                    request,
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Bodies are not taken compressed. Leave out Content-Encoding.");
        } else {
            request.next();
        }
    }

    private void refuse(RoutingContext request, ErrorCode code) {
        problems.refuse(request, code, code.title() + ". " + code.advice());
    }

    /** In entries, since a field may come many times. */
    private static int size(MultiMap headers) {
        int size = 0;
        for (Map.Entry<String, String> field : headers) {
            size += field.getKey().length() + field.getValue().length() + PUNCTUATION;
        }
        return size;
    }

    private static boolean isCompressed(MultiMap headers) {
        return headers.getAll(HttpHeaders.CONTENT_ENCODING).stream()
                .anyMatch(encoding -> !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity"));
    }
}
