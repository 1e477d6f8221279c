package io.slipway.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Tests that did not run because something is not there. Surefire's reports do not count them: of a class that is given up
 * before its first test they name none.
 */
final class TestsLeftOut {
    /** Below the checkout; a line for each time: the class, and how many tests of it. {@code .ci/run} adds them up. */
    static final String FILE = "target/test-infrastructure/kubernetes.missing";

    private TestsLeftOut() {}

    /** The test that is calling, or all of its class when that is only being prepared. */
    static void note(Path root, String reason) {
        var line = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(TestsLeftOut::line)
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .orElse("somewhere 1"));
        System.err.println("NOT RUN: " + line + ": " + reason);
        var file = root.resolve(FILE);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.println(file + " cannot be written: " + e.getMessage());
        }
    }

    private static String line(StackWalker.StackFrame frame) {
        var tests = AnnotationSupport.findAnnotatedMethods(
                frame.getDeclaringClass(), Testable.class, HierarchyTraversalMode.BOTTOM_UP);
        if (tests.isEmpty()) {
            return "";
        }
        var names = tests.stream().map(method -> method.getName()).toList();
        return frame.getClassName() + " " + count(names, frame.getMethodName());
    }

    private static int count(List<String> tests, String caller) {
        return tests.contains(caller) ? 1 : tests.size();
    }
}
