package io.slipway.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.Json;

final class InstallInBoth implements DemoStep {
    @Override
    public String name() {
        return "install in acme (auto) and globex (manual)";
    }

    @Override
    public void run(DemoWorld world) {
        world.acme().api().install(request("auto", "moin from acme"));
        world.globex().api().install(request("manual", "hello from globex"));
        check(world, world.acme(), "moin from acme");
        check(world, world.globex(), "hello from globex");
    }

    private static ObjectNode request(String policy, String greeting) {
        ObjectNode request =
                Json.object().put("provider_name", DemoWorld.HELLO.toString()).put("upgrade_policy", policy);
        request.putObject("config").put("GREETING", greeting);
        return request;
    }

    private static void check(DemoWorld world, Tenant tenant, String greeting) {
        tenant.settling().serving(DemoWorld.HELLO, "1.0.0", "");
        JsonNode answer = tenant.call();
        world.say(tenant.name() + ": " + tenant.url() + " answers " + answer);
        DemoWorld.require(
                Json.text(answer, "greeting").equals(greeting), "The answer does not hold the tenant's config.");
    }
}
