package io.slipway.registry.membership;

import java.time.Instant;

import io.slipway.registry.organization.Member;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param createdAt since when it has been a member */
public record MemberView(
        String userId,
        String name,
        String organization,

        @Schema(enumeration = {"owner", "publisher", "operator", "viewer"})
        String role,

        Instant createdAt) {
    static MemberView of(Member member, String name) {
        return new MemberView(
                member.account(), name, member.organization(), member.role().word(), member.createdAt());
    }
}
