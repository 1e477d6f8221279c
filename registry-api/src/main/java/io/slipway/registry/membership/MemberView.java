package io.slipway.registry.membership;

import java.time.Instant;

import io.slipway.registry.organization.Member;

/** @param createdAt since when it has been a member */
public record MemberView(String userId, String name, String organization, String role, Instant createdAt) {
    static MemberView of(Member member, String name) {
        return new MemberView(
                member.account(), name, member.organization(), member.role().word(), member.createdAt());
    }
}
