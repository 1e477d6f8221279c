package io.slipway.cli.installation;

import java.util.concurrent.Callable;

import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "release-hold",
        description = {
            "Free an installation that a rollback, a downgrade or an upgrade to a named version has pinned:",
            "its policy decides again."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  slipway release-hold acme/hello --wait"})
public final class ReleaseHoldCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    /** Where the policy leads is the deployer's to say. */
    @Override
    public Integer call() {
        ProviderName provider = options.provider();
        return options.change(
                api -> api.releaseHold(provider), (settling, _, before) -> settling.followed(provider, before));
    }
}
