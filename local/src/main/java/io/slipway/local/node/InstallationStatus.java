package io.slipway.local.node;

import java.util.List;

/** @param route number of the serving revision, or null */
public record InstallationStatus(
        String id, String urlPath, Integer route, long fence, List<RevisionStatus> revisions) {}
