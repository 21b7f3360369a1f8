package io.unfade.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;

/**
 * Runs the usual commands once on small data and prints nothing. The launcher has the virtual machine archive the classes
 * that this loads, so that later starts find them ready to use.
 */
final class Rehearsal {
    private final String folder;

    private Rehearsal(Path folder) {
        this.folder = folder.toString();
    }

    /**
     * Rehearses. A command that fails is passed over: the others still have loaded their classes.
     *
     * @param args the folder to write to; made if missing
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
