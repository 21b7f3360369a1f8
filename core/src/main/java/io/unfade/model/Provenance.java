package io.unfade.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileStamp;
import io.unfade.engine.EngineRuntime;

import java.io.IOException;
import java.util.List;

/**
 * The provenance of a result: versions, machine, threads, seed, command and data. A JSON object that later steps may
 * extend.
 */
public final class Provenance {
    private Provenance() {}

    /**
     * {@return a record of the program, the machine, the seed, the command and the data files with their SHA-256, which are
     * those of what was read}
     *
     * @param seed the seed of everything random
     * @param command as the user gave it
     * @param read a stamp for each file, taken before it was read; only their names are recorded, not their folders
     * @throws IOException if a file was changed since, or cannot be read
     */
    public static ObjectNode ofRead(long seed, String command, List<FileStamp> read) throws IOException {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ObjectNode versions = node.putObject("versions");
        versions.put("unfade", version());
        versions.put("engine", EngineRuntime.version());
        versions.put("java", System.getProperty("java.version"));
        node.put(
                "operatingSystem",
                String.join(
                        " ",
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")));
        node.put("threads", EngineRuntime.threads());
        node.put("seed", seed);
        node.put("command", command);
        var data = node.putArray("data");
        for (FileStamp stamp : read) {
            ObjectNode entry = data.addObject();
            entry.put("file", String.valueOf(stamp.files().get(0).getFileName()));
            entry.put("sha256", stamp.sha256());
        }
        return node;
    }

    /** {@return the version of this library} */
    public static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
