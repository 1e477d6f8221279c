package io.slipway.registry.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Statements;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Many make versions of one custom provider at once. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class CustomRaceTest {
    private static final int MANY = 100;

    /** Half of them by names in words, so that they get the next numbers; a tenth by names that two have. */
    @Test
    void indexesHaveNoHolesAndNamesOneOwner() throws Exception {
        String id = Customs.deployable("custom-raced");
        List<Map<String, Object>> bodies = new ArrayList<>();
        for (int i = 1; i <= MANY; i++) {
            Map<String, Object> body =
                    Customs.source(Tokens.ACME, "acme/custom-raced", "1." + i + ".0", Packages.hello("raced " + i));
            body.put("identifier", i % 2 == 0 ? "v1." + i + ".0" : "build " + i);
            bodies.add(body);
        }
        List<Map<String, Object>> rivals = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            Map<String, Object> body =
                    Customs.source(Tokens.ACME, "acme/custom-raced", "2." + i + ".0", Packages.hello("rival " + i));
            body.put("identifier", i % 2 == 0 ? "v1." + i + ".0" : "build " + i);
            rivals.add(body);
        }
        List<Map<String, Object>> all = new ArrayList<>(bodies);
        all.addAll(rivals);

        List<Response> answers = atOnce(all, body -> Customs.tried(Tokens.ACME, "/" + id + "/versions", body));

        assertThat(answers.stream().collect(Collectors.groupingBy(Response::statusCode, Collectors.counting())))
                .isEqualTo(Map.of(201, 100L, 409, 10L));
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("version_exists"));
        List<Response> made =
                answers.stream().filter(answer -> answer.statusCode() == 201).toList();
        assertThat(made)
                .extracting(answer -> answer.<Integer>path("index"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, MANY).boxed().toList());
        assertThat(made).extracting(answer -> answer.<String>path("version")).doesNotHaveDuplicates();
        // Of those that wait for the same environment the last one is left.
        Response waiting = Customs.get("/" + id + "/deployments?limit=100");
        List<String> superseded = waiting.path("items.findAll { it.superseded_by != null }.id");
        assertThat(superseded).hasSize(MANY - 1);
        // A page costs what one row does.
        for (String list : List.of("versions", "deployments", "commits", "environments")) {
            List<String> ofOne = Statements.during(() -> Customs.get("/" + id + "/" + list + "?limit=1"));
            assertThat(Statements.during(() -> Customs.get("/" + id + "/" + list + "?limit=100")))
                    .as(list)
                    .hasSameSizeAs(ofOne);
        }
    }

    private static <T> List<Response> atOnce(List<T> inputs, java.util.function.Function<T, Response> call)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<Callable<Response>> calls = inputs.stream()
                    .map(input -> (Callable<Response>) () -> call.apply(input))
                    .toList();
            List<Response> answers = new ArrayList<>();
            for (Future<Response> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
