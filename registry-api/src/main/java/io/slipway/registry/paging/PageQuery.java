package io.slipway.registry.paging;

import java.util.stream.Stream;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The query parameters of every public list; a {@code @BeanParam}. */
public final class PageQuery {
    static final int DEFAULT_LIMIT = 20;
    static final int MAX_LIMIT = 100;

    @RestQuery
    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    String limit;

    @RestQuery
    @Parameter(description = "Exclusive id: the page begins after it")
    String after;

    @RestQuery
    @Parameter(description = "Exclusive id: the page ends before it")
    String before;

    @RestQuery
    @Parameter(description = "next_cursor of the page before; after and before exclude it")
    String cursor;

    @RestQuery
    @Parameter(
            description = "By creation",
            schema =
                    @Schema(
                            enumeration = {"asc", "desc"},
                            defaultValue = "desc"))
    String order;

    /** @throws ProblemException 422 for a limit outside 1–100, an unknown order, or two anchors at once */
    public Keyset keyset() {
        if (Stream.of(after, before, cursor).filter(PageQuery::isGiven).count() > 1) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, "cursor", "only one of after, before and cursor may be given");
        }
        String anchor = Stream.of(after, before, cursor)
                .filter(PageQuery::isGiven)
                .findFirst()
                .orElse(null);
        return new Keyset(Numbers.limit(limit, DEFAULT_LIMIT, MAX_LIMIT), anchor, isGiven(before), descending());
    }

    /** {@code after=} is what forms make of none. */
    private static boolean isGiven(String anchor) {
        return anchor != null && !anchor.isEmpty();
    }

    private boolean descending() {
        return switch (order == null ? "desc" : order) {
            case "desc" -> true;
            case "asc" -> false;
            default -> throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "order", "must be asc or desc");
        };
    }
}
