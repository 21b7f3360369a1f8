package io.unfade.check;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutputLockTest {
    @TempDir
    private Path folder;

    @Test
    void beside_heldInThisProcess_isRefusedUntilClosed() throws IOException {
        Path output = folder.resolve("model");
        try (OutputLock first = OutputLock.beside(output)) {
            assertThat(first.isExclusive()).isTrue();
            assertThatThrownBy(() -> OutputLock.beside(folder.resolve("x/../model")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("model: another run is writing it; wait until that is done");
            try (OutputLock other = OutputLock.beside(folder.resolve("model2"))) {
                assertThat(other.isExclusive()).isTrue();
            }
        }
        OutputLock.beside(output).close();
        assertThat(files()).isEmpty();
    }

    @Test
    void beside_aLinkToTheOutput_isTheSameLock() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (OutputLock first = OutputLock.beside(link)) {
            assertThatThrownBy(() -> OutputLock.beside(real)).isInstanceOf(IllegalStateException.class);
            assertThat(first.isExclusive()).isTrue();
        }
    }

    @Test
    void beside_heldByAnotherProcess_isRefusedUntilThatIsKilled() throws Exception {
        Path output = folder.resolve("model");
        Process other = holder(output);
        try {
            assertThat(other.getInputStream().read()).isEqualTo('+');
            assertThatThrownBy(() -> OutputLock.beside(output)).isInstanceOf(IllegalStateException.class);
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(files()).as("left by a killed process").hasSize(1);
        OutputLock.beside(output).close();
        assertThat(files()).isEmpty();
    }

    @Test
    void beside_manyThreads_holdItOneAtATime() throws Exception {
        Path output = folder.resolve("model");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        Callable<Integer> work = () -> {
            int most = 0;
            for (int i = 0; i < 200; i++) {
                try (OutputLock lock = OutputLock.beside(output)) {
                    most = Math.max(most, inside.incrementAndGet());
                    taken.incrementAndGet();
                    assertThat(lock.isExclusive()).isTrue();
                    inside.decrementAndGet();
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessageContaining("another run is writing it");
                }
            }
            return most;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Integer> most : threads.invokeAll(List.of(work, work, work, work))) {
                assertThat(most.get()).isLessThanOrEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(taken.get()).isPositive();
        assertThat(files()).isEmpty();
    }

    @Test
    void inside_aFolder_leavesNothing() throws IOException {
        try (OutputLock first = OutputLock.inside(folder)) {
            assertThat(first.isExclusive()).isTrue();
            assertThatThrownBy(() -> OutputLock.inside(folder)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void abandonAll_aLockInUse_removesItsFile() throws IOException {
        try (OutputLock lock = OutputLock.beside(folder.resolve("model"))) {
            assertThat(lock.isExclusive()).isTrue();
            OutputLock.abandonAll();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void beside_longestName_isLocked() throws IOException {
        Path output = folder.resolve("n".repeat(255));
        try (OutputLock lock = OutputLock.beside(output)) {
            assertThat(lock.isExclusive()).isTrue();
        }
    }

    @Test
    void beside_missingFolder_isNamed() {
        assertThatThrownBy(() -> OutputLock.beside(folder.resolve("none/model")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none: the folder to write in does not exist");
    }

    /** Another process that holds the lock, signals this with a character, and waits. */
    private static Process holder(Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        output.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** The main method of the other process. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (OutputLock lock = OutputLock.beside(Path.of(args[0]))) {
                System.out.print(lock.isExclusive() ? '+' : '-');
                System.out.flush();
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
