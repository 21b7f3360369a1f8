package io.unfade.testing;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Locates the reference numbers, which are part of the repository, and the real data, which may be next to a checkout.
 * Only this class decides to skip a test for lack of real data.
 */
public final class SharedFiles {
    private static final Path GOLDEN = Path.of(System.getProperty("unfade.golden", "../testing/golden"));
    private static final Path REAL = Path.of(System.getProperty("unfade.shared", "../../shared"));

    private SharedFiles() {}

    /**
     * {@return the path of a file of reference numbers}
     *
     * @param name such as {@code "cell_concat_tiny.npz"}
     * @throws IllegalStateException if there is no such file: reference numbers are never skipped
     */
    public static Path golden(String name) {
        return existing(GOLDEN.resolve(name));
    }

    /**
     * {@return the path of a file or folder of real data; skips the test if there are no real data at all}
     *
     * @param name such as {@code "uea/GunPoint/GunPoint_TEST.ts.gz"}
     * @throws IllegalStateException if other real data exist, but not these
     */
    public static Path data(String name) {
        return real("data/" + name);
    }

    /**
     * {@return the path of a file of the authors' pretrained models, which are not ours to publish; skips the test if
     * there are no real data at all}
     *
     * @param name such as {@code "pretrained_topbox.npz"}
     * @throws IllegalStateException if other real data exist, but not these
     */
    public static Path pretrained(String name) {
        return real("golden/" + name);
    }

    private static Path real(String name) {
        assumeTrue(
                Files.isDirectory(REAL),
                "their real data are not next to this checkout, in "
                        + REAL.toAbsolutePath().normalize());
        return existing(REAL.resolve(name));
    }

    private static Path existing(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing");
        }
        return file;
    }
}
