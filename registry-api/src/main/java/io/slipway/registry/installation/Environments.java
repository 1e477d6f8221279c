package io.slipway.registry.installation;

import io.slipway.registry.environment.EnvironmentName;

/** How routes of installations name an environment. */
final class Environments {
    private Environments() {}

    /** @param name null means {@code default}. @throws io.slipway.registry.problem.ProblemException 422 */
    static String checked(String name) {
        return EnvironmentName.orDefault("environment", name);
    }
}
