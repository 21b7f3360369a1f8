package io.unfade.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;

/**
 * Runs the common commands once on small data without output. The launcher makes the JVM archive the classes that this
 * loads (class data sharing), which speeds up later starts.
 */
final class Rehearsal {
    private final String folder;

    private Rehearsal(Path folder) {
        this.folder = folder.toString();
    }

    /**
     * Rehearses. Failing commands are ignored, since the others still load their classes.
     *
     * @param args the folder to write to; created if missing
     */
    public static void main(String[] args) {
        new Rehearsal(Path.of(args[0])).run();
    }

    private void run() {
        String training = file("train.npz");
        String test = file("test.npz");
        String model = file("model");
        String maps = file("maps.npz");
        command("--help");
        command("generate", "earlier-box", "--out", folder, "--samples", "8", "--test-samples", "4");
        command("info", test);
        command("train", "--data", training, "--out", model, "--epochs", "1", "--hidden", "2", "--hops", "2");
        command("evaluate", "--model", model, "--data", test, "--json");
        command("explain", "--model", model, "--data", test, "--out", maps, "--report", file("report.html"));
        command("score", "--saliency", maps, "--data", test);
    }

    private String file(String name) {
        return Path.of(folder, name).toString();
    }

    private static void command(String... arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        int ignored = Main.run(nowhere, nowhere, arguments);
    }
}
