package io.unfade.spark.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars of a built program: {@code HOME/jars} are all, {@code HOME/unfade} those that no Spark has. */
final class Jars {
    private Jars() {}

    /** {@return the folder above the jar that this class is in} */
    static Path home() {
        try {
            Path own = Path.of(Jars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = own.getParent();
            if (folder == null || folder.getParent() == null) {
                throw new IllegalStateException(own + " is not where the program was built");
            }
            return folder.getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the jar of this module} */
    static Path ownJar(Path home) {
        return list(home.resolve("jars"))
                .filter(jar -> String.valueOf(jar.getFileName()).startsWith("unfade-spark-"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(home + " holds no jar of unfade; build it first"));
    }

    /** {@return the jars that an installation of Spark lacks} */
    static List<String> ofUnfade(Path home) {
        return list(home.resolve("unfade")).map(Path::toString).sorted().toList();
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".jar")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
