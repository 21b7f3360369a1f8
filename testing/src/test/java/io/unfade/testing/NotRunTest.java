package io.unfade.testing;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class NotRunTest {
    @Test
    void testPlanExecutionFinished_skippedTests_areCountedByReason() {
        assertThat(report(Some.class, Whole.class).lines())
                .containsExactly(
                        "[WARNING] 3 tests were not run: no data",
                        "[WARNING] 2 tests were not run: not here",
                        "[WARNING] 1 test was not run: other");
    }

    @Test
    void testPlanExecutionFinished_allRun_saysNothing() {
        assertThat(report(Run.class)).isEmpty();
    }

    @Test
    void golden_absentFile_isNoReasonToSkip() {
        assertThatThrownBy(() -> SharedFiles.golden("absent.npz"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("absent.npz is missing");
    }

    private static String report(Class<?>... classes) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (Class<?> tests : classes) {
            request.selectors(DiscoverySelectors.selectClass(tests));
        }
        LauncherDiscoveryRequest built = request.build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LauncherConfig alone = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        LauncherFactory.create(alone).execute(built, new NotRun(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static class Some {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3})
        void cases(int number) {
            assumeTrue(number == 0, "no data");
        }

        @Test
        void single() {
            assumeTrue(false, "other");
        }
    }

    @Disabled("not here")
    static class Whole {
        @Test
        void first() {}

        @Test
        void second() {}
    }

    static class Run {
        @Test
        void passes() {}
    }
}
