package io.unfade.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program that writes the site: the repository, the folder to write, and whether API documentation is wanted. */
public final class Main {
    private static final int ARGUMENTS = 3;

    private Main() {}

    /**
     * Writes the site.
     *
     * @param arguments the root of the repository, the folder to write to, {@code true} for API documentation
     * @throws IllegalStateException if links are broken or the API documentation cannot be made
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != ARGUMENTS) {
            throw new IllegalArgumentException("repository, folder, true or false for the API documentation");
        }
        Path root = Path.of(arguments[0]);
        Path out = Path.of(arguments[1]);
        boolean api = Boolean.parseBoolean(arguments[2]);
        Files.createDirectories(out);
        Folders.empty(out);
        Site site = new Site(root, Contents.REPOSITORY, api);
        site.write(out);
        if (api) {
            new ApiDocumentation(root).write(out.resolve(Contents.API), site.packages());
        }
    }
}
