package io.slipway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The rules of docs/ARCHITECTURE.md, on the compiled classes and the sources of every module. */
class ArchitectureTest {
    private static final Path ROOT = Path.of(System.getProperty("slipway.root", ".."));
    private static final List<String> MODULES = List.of(
            "contracts",
            "provider-package",
            "outbound",
            "oci",
            "embedded",
            "secret",
            "outbox",
            "registry-api",
            "build-orchestrator",
            "deployer",
            "local",
            "cli");
    private static final String[] PURE = {
        "Policy",
        "Plan",
        "Diff",
        "Decision",
        "Rules",
        "Promotions",
        "Explanation",
        "RequirementGraph",
        "HistoryProgress"
    };

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        List<Path> paths = MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("target/classes"))
                .toList();
        assertThat(paths).allSatisfy(path -> assertThat(path)
                .as("run the whole build: ./mvnw verify")
                .isDirectory());
        classes = new ClassFileImporter().importPaths(paths);
    }

    @Test
    void contractsDependOnNothing() {
        noClasses()
                .that()
                .resideInAPackage("io.slipway.contracts..")
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "io.slipway.contracts..",
                        "java..",
                        "com.fasterxml.jackson.annotation..",
                        "org.jspecify.annotations..")))
                .because("any program must be able to subscribe with it: keep frameworks in the services")
                .check(classes);
    }

    @Test
    void noServiceDependsOnAnother() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return Stream.of("registry", "orchestrator", "deployer", "local", "cli")
                                .filter(service ->
                                        (type.getPackageName() + ".").startsWith("io.slipway." + service + "."))
                                .findFirst()
                                .map(SliceIdentifier::of)
                                .orElse(SliceIdentifier.ignore());
                    }

                    @Override
                    public String getDescription() {
                        return "services";
                    }
                })
                .should()
                .notDependOnEachOther()
                .because("services talk by events and internal routes: move what both need to contracts")
                .check(classes);
    }

    @Test
    void thePackageFormatKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("io.slipway.providerpackage..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.slipway.registry..",
                        "io.slipway.orchestrator..",
                        "io.slipway.deployer..",
                        "io.slipway.outbox..",
                        "io.quarkus..",
                        "io.smallrye..",
                        "jakarta.."))
                .because("server and command line share it: pass what it needs as values")
                .check(classes);
    }

    @Test
    void featuresAreFreeOfCycles() {
        for (String service : List.of("registry", "orchestrator", "deployer", "local")) {
            slices().matching("io.slipway." + service + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("a feature must be readable alone: let the lower one publish a port or an event")
                    .check(classes);
        }
    }

    @Test
    void onlyResourcesAndProblemsSeeHttp() {
        noClasses()
                .that()
                .resideInAnyPackage("io.slipway.registry..", "io.slipway.orchestrator..", "io.slipway.deployer..")
                .and(not(simpleNameEndingWith("Resource")))
                .and(not(simpleNameEndingWith("Client")))
                .and(not(simpleNameEndingWith("Filter")))
                .and(not(resideInAPackage("..problem..")))
                .and()
                .areTopLevelClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .because("a use case is called by tests and listeners too: keep HTTP in *Resource, *Filter and *Client")
                .check(classes);
    }

    @Test
    void onlyListenersAndTheOutboxSeeMessaging() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.slipway.outbox..")
                .and(not(simpleNameEndingWith("Listener")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.microprofile.reactive.messaging..", "io.smallrye.reactive.messaging..")
                .because("facts leave through Outbox.append and arrive in a *Listener")
                .check(classes);
        noClasses()
                .that(not(simpleNameEndingWith("Relay").or(simpleNameEndingWith("Sender"))))
                .should()
                .dependOnClassesThat(simpleNameEndingWith("Emitter")
                        .and(resideInAnyPackage(
                                "org.eclipse.microprofile.reactive.messaging..", "io.smallrye.reactive.messaging..")))
                .because("an emitter writes beside the transaction: use Outbox.append")
                .check(classes);
    }

    @Test
    void onlyTheKubernetesAdapterSeesItsClient() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.slipway.deployer.cluster.kubernetes..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .because("the reconciler talks to the Cluster port")
                .check(classes);
    }

    @Test
    void decisionsSeeNoFramework() {
        for (String suffix : PURE) {
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith(suffix)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.quarkus..", "io.smallrye.mutiny..", "jakarta.persistence..", "jakarta.inject..")
                    .allowEmptyShould(true)
                    .because("a decision is a function of its inputs: pass facts and the time as values")
                    .check(classes);
        }
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(java.time.OffsetDateTime.class, "now")
                .because("tests move the time: inject java.time.Clock")
                .check(classes);
    }

    @Test
    void nothingAwaitsInServices() {
        noClasses()
                .that()
                .resideInAnyPackage("io.slipway.registry..", "io.slipway.orchestrator..", "io.slipway.deployer..")
                .should()
                .callMethodWhere(describe(
                        "awaits a Uni",
                        call -> call.getName().equals("await")
                                && call.getTargetOwner().getName().equals("io.smallrye.mutiny.Uni")))
                .because("a waiting event loop stops the service: return the Uni")
                .check(classes);
    }

    @Test
    void dependenciesComeByConstructor() {
        fields().should()
                .notBeAnnotatedWith("jakarta.inject.Inject")
                .because("a class must be made by hand in a test: inject by constructor")
                .check(classes);
    }

    @Test
    void filesStaySmall() throws IOException {
        try (Stream<Path> files = sources()) {
            assertThat(files.filter(file -> lines(file) > 300))
                    .as("files over 300 lines want a better split")
                    .isEmpty();
        }
        List<Long> sizes;
        try (Stream<Path> files = sources()) {
            sizes = files.map(ArchitectureTest::lines).sorted().toList();
        }
        assertThat(sizes.get(sizes.size() / 2)).as("median lines of a file").isLessThanOrEqualTo(60);
        assertThat(sizes.get(sizes.size() * 9 / 10)).as("90th percentile").isLessThanOrEqualTo(200);
    }

    private static Stream<Path> sources() {
        return MODULES.stream()
                .map(module -> ROOT.resolve(module).resolve("src/main/java"))
                .filter(Files::isDirectory)
                .flatMap(ArchitectureTest::javaFiles);
    }

    private static Stream<Path> javaFiles(Path directory) {
        try {
            return Files.walk(directory).filter(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
