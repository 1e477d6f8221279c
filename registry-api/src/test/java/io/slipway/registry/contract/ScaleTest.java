package io.slipway.registry.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * No read has to look through a large table: PostgreSQL's own counts of the rows that it read tell. With 20,000 versions
 * here; {@code -Pscale} makes it a million.
 */
@QuarkusTest
@TestProfile(ScaleTest.OwnDatabase.class)
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ScaleTest {
    private static final int VERSIONS = Integer.getInteger("scale.versions", 20_000);
    /** Tables with fewer rows are read whole, whatever indexes they have. */
    private static final int LARGE = 1_500;
    /** A page has 100 rows at most; some are looked at for each. A search by q looks through the names of 1,000 providers. */
    private static final int ENOUGH = 1_100;

    @Inject
    DataSource database;

    /** Others would not find what they expect in so full a database. */
    public static final class OwnDatabase implements QuarkusTestProfile {}

    @Test
    void everyReadUsesAnIndex() throws Exception {
        ManyRows.fill(database, VERSIONS);
        TableReads reads = new TableReads(database, LARGE);
        List<String> deviations = new ArrayList<>();

        for (ApiOperation operation : ContractFilter.contract().operations()) {
            if (operation.method().equals("GET")) {
                for (String target : targets(operation)) {
                    deviations.addAll(faults(reads, target));
                }
            }
        }

        assertThat(deviations).as("with %d versions", VERSIONS).isEmpty();
    }

    private static List<String> faults(TableReads reads, String target) throws Exception {
        await().until(() -> Api.as(Tokens.ACME).get("/organizations/me").statusCode() == 200);
        Map<String, TableReads.Rows> before = reads.now();
        assertThat(before).containsKey("version");
        await().until(() -> Api.as(Tokens.ACME).get(target).statusCode() < 500);
        List<String> faults = new ArrayList<>();
        reads.now().forEach((table, rows) -> {
            TableReads.Rows read = rows.minus(before.getOrDefault(table, new TableReads.Rows(0, 0)));
            if (read.bySequence() > 0 || read.byIndex() > ENOUGH) {
                faults.add(target + " read of " + table + ": " + read);
            }
        });
        return faults;
    }

    /** Lists from both ends and from the middle, and with each filter. */
    private static List<String> targets(ApiOperation operation) {
        String path = operation
                .path()
                .replace("{org}", "acme")
                .replace("{name}", "p")
                .replace("{version}", "1.0.10")
                .replaceAll("\\{[^}]+}", "nothing");
        List<String> targets = new ArrayList<>(List.of(path));
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asText();
            if (name.equals("cursor")) {
                String middle = "_" + String.format("%022d", VERSIONS / 20);
                for (String prefix : List.of("prv", "pro", "ins", "usr", "tok", "aud", "org")) {
                    targets.add(path + "?order=asc&cursor=" + prefix + middle);
                    targets.add(path + "?before=" + prefix + middle);
                }
            } else if (parameter.path("in").asText().equals("query") && !name.matches("after|before|limit|order")) {
                targets.add(path + "?" + name + "=" + parameter.path("example").asText("public"));
            }
        }
        if (operation.id().equals("listProviders")) {
            targets.addAll(catalogue(path));
        }
        return targets;
    }

    /** Searches that find a few, tags that few and that all have, and each shelf from its middle. */
    private static List<String> catalogue(String path) {
        String middle = "&cursor=pro_c" + String.format("%021d", VERSIONS / 2);
        return List.of(
                path + "?q=thing77x",
                path + "?q=kind+thing7777x&scope=public",
                path + "?tags=tag77",
                path + "?tags=every",
                path + "?tags=nothing&scope=shared",
                path + "?tags=every&scope=shared" + middle,
                path + "?scope=shared" + middle,
                path + "?scope=organization" + middle,
                path + "?scope=public" + middle,
                path + "?order=asc" + middle);
    }
}
