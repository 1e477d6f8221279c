package io.slipway.registry.installation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Locks;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Shares;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static io.slipway.registry.installation.AccessEndsTest.awaitHeld;
import static io.slipway.registry.installation.AccessEndsTest.install;
import static io.slipway.registry.installation.AccessEndsTest.installed;
import static io.slipway.registry.installation.AccessEndsTest.mayHaveMore;
import static io.slipway.registry.installation.AccessEndsTest.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

/** What happens while access ends. Each order is forced: the test holds a lock until the others wait as it wants them to. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class AccessRaceTest {
    @Inject
    DataSource database;

    /**
     * A review comes some time after what it is for, and its pin reaches deployer by another topic than versions do. So
     * deployer asks before it moves anything by itself.
     */
    @Test
    void whatIsReleasedBeforeTheReviewIsNotOpenToThoseWhoseAccessEnded() throws Exception {
        Tenants.Founded tenant = Tenants.found("forestalled");
        provider("acme/forestalled", "private");
        Shares.share(Tokens.ACME, "acme/forestalled", "organization", "forestalled")
                .statusCode(201);
        String id = install(tenant.token(), "acme/forestalled", "default")
                .statusCode(202)
                .extract()
                .path("id");
        mayHaveMore(id, true);
        try (Locks review = Locks.of(database, "select id from installation where id = '" + id + "' for update")) {
            Shares.unshare(Tokens.ACME, "acme/forestalled", "organization", "forestalled")
                    .statusCode(204);
            Api.release("acme/forestalled", "1.1.0");
            review.awaitWaiting(1);

            mayHaveMore(id, false);
            installed(tenant.token(), "acme/forestalled", "default").body("held", equalTo(false));
        }
        awaitHeld(tenant.token(), "acme/forestalled", "default", true);
        mayHaveMore(id, false);
        mayHaveMore("ins_nothing", false);
    }

    @Test
    void whoInstallsJustBeforeTheShareEndsIsHeld() throws Exception {
        Tenants.Founded tenant = Tenants.found("racers");
        leased("acme/closed-raced", "racers");

        List<Integer> answers = inThisOrder(
                tenantLock("racers"),
                () -> install(tenant.token(), "acme/closed-raced", "default"),
                () -> Shares.unshare(Tokens.ACME, "acme/closed-raced", "organization", "racers"));

        assertThat(answers).containsExactly(202, 204);
        awaitHeld(tenant.token(), "acme/closed-raced", "default", true);
    }

    /** It has looked once before the share ended: the second look is under the lock. */
    @Test
    void whoInstallsJustAfterTheShareEndedIsRefused() throws Exception {
        Tenants.Founded tenant = Tenants.found("latecomers");
        leased("acme/raced-late", "latecomers");

        List<Integer> answers = inThisOrder(
                "select id from provider where name = 'acme/raced-late' for update",
                () -> Shares.unshare(Tokens.ACME, "acme/raced-late", "organization", "latecomers"),
                () -> install(tenant.token(), "acme/raced-late", "default"));

        assertThat(answers).containsExactly(204, 404);
    }

    @Test
    void whoInstallsJustBeforeHeIsRemovedIsHeld() throws Exception {
        Tenants.Founded tenant = Tenants.found("removers");
        Shares.Person ada = Shares.person(tenant, "Ada", "operator");
        provider("acme/raced-member", "private");
        Shares.share(Tokens.ACME, "acme/raced-member", "user_id", ada.user()).statusCode(201);

        List<Integer> answers = inThisOrder(
                tenantLock("removers"),
                () -> install(ada.token(), "acme/raced-member", "default"),
                () -> remove(tenant, ada));

        assertThat(answers).containsExactly(202, 204);
        awaitHeld(tenant.token(), "acme/raced-member", "default", true);
    }

    @Test
    void whoInstallsJustAfterHeWasRemovedIsRefused() throws Exception {
        Tenants.Founded tenant = Tenants.found("ousters");
        Shares.Person ada = Shares.person(tenant, "Ada", "operator");
        provider("acme/raced-former", "private");
        Shares.share(Tokens.ACME, "acme/raced-former", "user_id", ada.user()).statusCode(201);

        List<Integer> answers = inThisOrder(
                tenantLock("ousters"),
                () -> remove(tenant, ada),
                () -> install(ada.token(), "acme/raced-former", "default"));

        assertThat(answers).containsExactly(204, 404);
    }

    /** One that cannot be looked at keeps its place, and others are looked at meanwhile. */
    @Test
    void aReviewThatCannotGoOnHoldsUpNoOther() throws Exception {
        Tenants.Founded tenant = Tenants.found("queued");
        // Before the other in every order that there may be.
        leased("acme/queue-a", "queued");
        leased("acme/queue-b", "queued");
        String stuck = install(tenant.token(), "acme/queue-a", "default")
                .statusCode(202)
                .extract()
                .path("id");
        install(tenant.token(), "acme/queue-b", "default").statusCode(202);
        try (Locks locks = Locks.of(database, "select id from installation where id = '" + stuck + "' for update")) {
            Shares.unshare(Tokens.ACME, "acme/queue-a", "organization", "queued")
                    .statusCode(204);
            locks.awaitWaiting(1);
            Shares.unshare(Tokens.ACME, "acme/queue-b", "organization", "queued")
                    .statusCode(204);

            awaitHeld(tenant.token(), "acme/queue-b", "default", true);
            installed(tenant.token(), "acme/queue-a", "default").body("held", equalTo(false));
        }
        awaitHeld(tenant.token(), "acme/queue-a", "default", true);
    }

    @Test
    void aShareConcernsItsGranteeAloneAndNobodyWhereAllMaySee() throws Exception {
        Tenants.Founded tenant = Tenants.found("grantees");
        provider("acme/shared-public", "public");
        leased("acme/shared-private", "grantees");
        Shares.share(Tokens.ACME, "acme/shared-public", "organization", "grantees")
                .statusCode(201);
        install(tenant.token(), "acme/shared-private", "default").statusCode(202);
        install(tenant.token(), "acme/shared-public", "default").statusCode(202);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> reviews("acme/shared-private").isEmpty());
        try (Locks _ = Locks.of(
                database, "select id from installation where organization = 'grantees' order by id for update")) {
            Shares.unshare(Tokens.ACME, "acme/shared-private", "organization", "grantees")
                    .statusCode(204);
            Shares.unshare(Tokens.ACME, "acme/shared-public", "organization", "grantees")
                    .statusCode(204);

            assertThat(reviews("acme/shared-private")).containsExactly("grantees");
            assertThat(reviews("acme/shared-public")).isEmpty();
        }
        awaitHeld(tenant.token(), "acme/shared-private", "default", true);
        installed(tenant.token(), "acme/shared-public", "default").body("held", equalTo(false));
    }

    private static void leased(String provider, String organization) {
        provider(provider, "private");
        Shares.share(Tokens.ACME, provider, "organization", organization).statusCode(201);
    }

    private static ValidatableResponse remove(Tenants.Founded tenant, Shares.Person person) {
        return Api.as(tenant.token())
                .delete("/organizations/" + tenant.name() + "/members/" + person.user())
                .then();
    }

    private static String tenantLock(String organization) {
        return "select pg_advisory_xact_lock(hashtextextended('%s', 0))".formatted(organization);
    }

    /** Each begins when the one before it waits; a lock is given to those who wait in their order. */
    @SafeVarargs
    private List<Integer> inThisOrder(String lock, Supplier<ValidatableResponse>... requests) throws SQLException {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        try (Locks locks = Locks.of(database, lock)) {
            for (Supplier<ValidatableResponse> request : requests) {
                answers.add(CompletableFuture.supplyAsync(
                        () -> request.get().extract().statusCode(), Thread::startVirtualThread));
                locks.awaitWaiting(answers.size());
            }
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /** For whom there is one. */
    private List<String> reviews(String provider) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select organization from access_review where provider = '" + provider + "'")) {
            List<String> organizations = new ArrayList<>();
            while (rows.next()) {
                organizations.add(rows.getString(1));
            }
            return organizations;
        }
    }
}
