package io.slipway.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Topics under a prefix of their own, so that tests on one broker do not hear each other; gone after {@link #delete}. */
final class TestTopics {

    private static final long PATIENCE_SECONDS = 30;

    private final Map<String, String> client;
    private final String prefix;

    private TestTopics(Map<String, String> client, String prefix) {
        this.client = client;
        this.prefix = prefix;
    }

    static TestTopics create(Map<String, String> client, String prefix, List<String> names) {
        var wanted = names.stream()
                .map(name -> new NewTopic(prefix + name, Optional.of(4), Optional.empty()))
                .toList();
        try (var admin = Admin.create(new HashMap<String, Object>(client))) {
            admin.createTopics(wanted).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new TestTopics(client, prefix);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("topics " + prefix + "* could not be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    String prefix() {
        return prefix;
    }

    void delete() throws InterruptedException, ExecutionException, TimeoutException {
        try (var admin = Admin.create(new HashMap<String, Object>(client))) {
            var ours = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
                    .filter(name -> name.startsWith(prefix))
                    .toList();
            admin.deleteTopics(ours).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
