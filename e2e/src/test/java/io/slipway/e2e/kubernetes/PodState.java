package io.slipway.e2e.kubernetes;

import java.util.List;
import java.util.Map;

/** What a kubelet, a scheduler or a quota makes of a pod. */
enum PodState {
    ready,
    starting,
    /** Its health check answered, and does not any more. */
    unready,
    /** It ended, and has been started again once. */
    crashed,
    unpullable,
    unscheduled,
    /** There is no pod: a quota does not let the Deployment make any. */
    refused;

    boolean serves() {
        return this == ready;
    }

    Map<String, Object> status(String container, String image, String address, String now) {
        boolean scheduled = this != unscheduled;
        return Map.of(
                "phase",
                this == unpullable || !scheduled ? "Pending" : "Running",
                "podIP",
                address,
                "podIPs",
                List.of(Map.of("ip", address)),
                "startTime",
                now,
                "conditions",
                List.of(
                        scheduled
                                ? condition("PodScheduled", true, now)
                                : Map.of(
                                        "type", "PodScheduled",
                                        "status", "False",
                                        "lastTransitionTime", now,
                                        "reason", "Unschedulable",
                                        "message", "0/3 nodes are available: 3 Insufficient memory."),
                        condition("Initialized", scheduled, now),
                        condition("ContainersReady", serves(), now),
                        condition("Ready", serves(), now)),
                "containerStatuses",
                scheduled ? List.of(container(container, image, now)) : List.of());
    }

    private Map<String, Object> container(String name, String image, String now) {
        return Map.of(
                "name",
                name,
                "image",
                image,
                "imageID",
                "",
                "restartCount",
                this == crashed ? 1 : 0,
                "ready",
                serves(),
                "started",
                serves() || this == unready,
                "state",
                switch (this) {
                    case ready, unready, starting -> Map.of("running", Map.of("startedAt", now));
                    case crashed ->
                        Map.of(
                                "terminated",
                                Map.of("exitCode", 3, "startedAt", now, "finishedAt", now, "reason", "Error"));
                    case unpullable ->
                        Map.of("waiting", Map.of("reason", "ImagePullBackOff", "message", "manifest unknown"));
                    case unscheduled, refused -> Map.of();
                });
    }

    private static Map<String, Object> condition(String type, boolean holds, String now) {
        return Map.of("type", type, "status", holds ? "True" : "False", "lastTransitionTime", now);
    }
}
