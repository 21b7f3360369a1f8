package io.unfade;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Finds the reference numbers and real data that lie beside a checkout; tests that need them skip where they are absent. */
public final class SharedFiles {
    private static final Path ROOT = Path.of(System.getProperty("unfade.shared", "../../shared"));

    private SharedFiles() {}

    /**
     * {@return the path of a file of reference numbers; the test is skipped if the whole folder is absent}
     *
     * @param name such as {@code "cell_concat_tiny.npz"}
     */
    public static Path golden(String name) {
        return find("golden", name);
    }

    /**
     * {@return the path of a file of real data; the test is skipped if the whole folder is absent}
     *
     * @param name such as {@code "uea/GunPoint/GunPoint_TEST.ts.gz"}
     */
    public static Path data(String name) {
        return find("data", name);
    }

    private static Path find(String folder, String name) {
        assumeTrue(Files.isDirectory(ROOT), "the reference folder '" + ROOT + "' is not on this machine");
        Path file = ROOT.resolve(folder).resolve(name);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing although " + ROOT + " exists");
        }
        return file;
    }
}
