package io.slipway.registry.oidc;

/**
 * Which workflow is meant.
 *
 * @param issuer one of the configured ones
 * @param repositoryId the issuer's immutable id of the repository, not its name
 * @param workflow the workflow's file, such as {@code release.yml}
 * @param environment null when any, or none, will do
 */
record Binding(String issuer, String repositoryId, String workflow, String environment) {

    /** Names are compared exactly; a repository that was renamed is the same, another one of that name is not. */
    boolean admits(WorkflowIdentity identity) {
        return issuer.equals(identity.issuer())
                && repositoryId.equals(identity.repositoryId())
                && workflow.equals(identity.workflow())
                && (environment == null || environment.equals(identity.environment()));
    }
}
