package io.unfade.cli;

import io.unfade.attribution.SaliencyFile;
import io.unfade.check.FileHash;
import io.unfade.check.OutputLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Outputs of commands: locks, unwritable outputs, and what is kept when a part fails. */
class OutputsTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path data;
    private static Path model;

    @BeforeAll
    static void make() throws IOException {
        data = Cli.write(shared.resolve("data.npz"), Cli.series());
        model = Cli.train(data, shared.resolve("model"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    train --data @data --out out             | beside
                    explain --model @model --data @data --out out.npz | beside
                    convert @data --out out.csv              | beside
                    generate earlier-box --out out           | inside
                    generate task-fmri --out out             | inside
                    demo --out out                           | inside
                    fmri map --saliency s.npz --data @data --out out | inside
                    """)
    void run_outputThatAnotherRunWrites_isRefusedAtOnce(String command, String kind) throws IOException {
        String[] words = command.replace("@data", data.toString())
                .replace("@model", model.toString())
                .split(" ", -1);
        Path out = folder.resolve(words[words.length - 1]);
        words[words.length - 1] = out.toString();
        boolean inside = kind.equals("inside");
        try (OutputLock other = inside ? OutputLock.inside(Files.createDirectory(out)) : OutputLock.beside(out)) {
            assertThat(other.isExclusive()).isTrue();
            Cli.Outcome outcome = Cli.run((Object[]) words);
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err()).containsOnlyOnce("\n").contains("out").contains("another run is writing it");
        }
        assertThat(Cli.listing(folder)).containsExactly(inside ? new String[] {"", "out"} : new String[] {""});
    }

    @Test
    void reproduce_folderThatAnotherRunWrites_isRefusedBeforeTheFirstExperiment() throws IOException {
        Path out = Files.createDirectories(folder.resolve("moving-box"));
        try (OutputLock other = OutputLock.inside(out)) {
            assertThat(other.isExclusive()).isTrue();
            Cli.Outcome outcome = Cli.run("reproduce", "all", "--quick", "--out", folder);
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err()).contains("moving-box: another run is writing it");
        }
        assertThat(Cli.listing(folder)).containsExactly("", "moving-box");
    }

    @Test
    void train_twiceAtOnce_oneIsRefusedAndTheOthersModelStays() throws Exception {
        Path out = folder.resolve("m");
        Process first = Child.start(
                List.of(),
                "train",
                "--data",
                data,
                "--out",
                out,
                "--hidden",
                4,
                "--attention",
                "none",
                "--epochs",
                100000);
        try {
            while (!Files.exists(folder.resolve("m.checkpoint"))) {
                assertThat(first.isAlive()).isTrue();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            Cli.Outcome second = Cli.run("train", "--data", data, "--out", out, Cli.SMALL, "--overwrite");
            assertThat(second.code()).isEqualTo(2);
            assertThat(second.err())
                    .isEqualTo("unfade: --out: " + out
                            + ": another run is writing it; wait until that is done, or name another place\n");
        } finally {
            first.destroyForcibly().waitFor();
        }
        Cli.succeed("train", "--data", data, "--out", out, Cli.SMALL, "--overwrite");
        assertThat(folder.resolve(".unfade-m.lock")).doesNotExist();
    }

    @Test
    void explain_pageThatFails_keepsTheMapsAndSaysBoth() throws IOException {
        Path maps = folder.resolve("s.npz");
        // a folder is in the way of the first figure, which no check expects
        Files.createDirectories(folder.resolve("r_files/01-saliency-over-time.png/x"));
        Cli.Outcome outcome = Cli.run(
                "explain", "--model", model, "--data", data, "--out", maps, "--report", folder.resolve("r.html"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("Wrote the maps of 40 series to " + maps)
                .doesNotContain("report");
        assertThat(outcome.err().lines().reduce((a, b) -> b).orElseThrow()).contains("01-saliency-over-time.png");
        assertThat(SaliencyFile.read(maps).count()).isEqualTo(40);
        assertThat(folder.resolve("r.html")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --data @data --out @link",
                "explain --model @model --data @data --out @link.npz",
                "convert @data --out @link.csv",
                "demo --out @link",
                "generate moving-box --out @link",
                "explain --model @model --data @data --out s.npz --report @link.html"
            })
    void run_linkToNowhere_isRefusedBeforeTheWork(String command) throws IOException {
        String[] words = command.replace("@data", data.toString())
                .replace("@model", model.toString())
                .replace("@", folder + "/")
                .replace(" s.npz", " " + folder.resolve("s.npz"))
                .split(" ", -1);
        Path link = Path.of(words[words.length - 1]);
        Files.createSymbolicLink(link, folder.resolve("none/at-all"));
        Cli.Outcome outcome = Cli.run((Object[]) words);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).containsOnlyOnce("\n").contains(link + " is a link to something that does not exist");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void explain_placesThatCannotBeWritten_areRefusedBeforeTheWork() throws IOException {
        Files.createFile(folder.resolve("r_files"));
        assertThat(refused("--report", folder.resolve("r.html"))).contains("r_files, the folder of the page's figures");
        assertThat(refused("--report", folder.resolve("r_files/r.html"))).contains("r_files is a file, so nothing");
        assertThat(refused("--report", folder.resolve("n".repeat(300) + ".html")))
                .contains("cannot be written");
        assertThat(Cli.listing(folder)).containsExactly("", "r_files");
    }

    private String refused(Object... more) {
        Cli.Outcome outcome = Cli.run(
                "explain", "--model", model, "--data", data, "--out", folder.resolve("s.npz"), Arrays.asList(more));
        assertThat(outcome.code()).isEqualTo(2);
        return outcome.err();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--method gradiant", "--target moev", "--output logits"})
    void explain_mistypedChoice_failsBeforeTheDataAreRead(String choice) {
        Cli.Outcome outcome = Cli.run(
                "explain",
                "--model",
                model,
                "--data",
                folder.resolve("none.npz"),
                "--out",
                folder.resolve("s.npz"),
                List.of(choice.split(" ", -1)));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("did you mean").doesNotContain("none.npz");
    }

    @Test
    void explain_modelReplacedAfterwards_recordsTheOneThatWasRead() throws IOException {
        Path own = Cli.train(data, folder.resolve("m"));
        String hash = FileHash.sha256(own.resolve("model.json"), own.resolve("weights.safetensors"));
        Path maps = folder.resolve("s.npz");
        Cli.succeed("explain", "--model", own, "--data", data, "--out", maps);
        assertThat(SaliencyFile.read(maps).origin().details().get("modelSha256"))
                .isEqualTo(hash);
        assertThat(SaliencyFile.read(maps).origin().details().get("dataSha256")).isEqualTo(FileHash.sha256(data));
    }

    @Test
    void run_standardOutputThatIsFull_fails() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int count) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        for (String[] command : List.of(new String[] {"info", data.toString(), "--json"}, new String[] {"--help"})) {
            StringWriter err = new StringWriter();
            int code = Main.run(new PrintWriter(full, true), new PrintWriter(err, true), command);
            assertThat(code).isEqualTo(1);
            assertThat(err.toString())
                    .isEqualTo("unfade: the result cannot be printed: standard output is full or closed\n");
        }
    }

    @Test
    void run_namesThatATerminalObeys_areShownAsEscapes() throws IOException {
        String evil = "a\u001b[31m\u202eb\u200bc";
        Path named = Cli.write(
                folder.resolve("named.npz"),
                Cli.series().withClassNames(List.of("rest", "move")).toBuilder()
                        .labels(labels(), List.of(evil, "move\n0.99"))
                        .build());
        Cli.Outcome info = Cli.succeed("info", named);
        assertThat(info.out())
                .contains("a\\u001b[31m\\u202eb\\u200bc")
                .contains("move\\n0.99")
                .doesNotContain("\u001b");
        Path own = Cli.train(named, folder.resolve("m"));
        Cli.Outcome wrong = Cli.run(
                "explain", "--model", own, "--data", named, "--out", folder.resolve("s.npz"), "--target", "\u001b[2J");
        assertThat(wrong.err()).contains("but was '\\u001b[2J'").doesNotContain("\u001b");
        Path page = folder.resolve("r.html");
        Cli.succeed("explain", "--model", own, "--data", named, "--out", folder.resolve("s.npz"), "--report", page);
        assertThat(page).content().contains("\\u202e").doesNotContain("\u001b", "\u202e", "\u200b");
    }

    private static int[] labels() {
        int[] labels = new int[Cli.SERIES];
        Arrays.setAll(labels, i -> i % 2);
        return labels;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    trian                         | there is no command 'trian'; did you mean train?
                    fmri prepair                  | there is no command 'prepair'; did you mean prepare?
                    train --otu x                 | there is no option --otu; did you mean --out?
                    train --epoch=3               | there is no option --epoch; did you mean --epochs?
                    explain --modle m --data d    | there is no option --modle; did you mean --model?
                    fmri map --saliancy s         | there is no option --saliancy; did you mean --saliency?
                    train --data d --out m --optimizer adamm | did you mean adam or adamw?
                    train --data d --out m --split stratifed | did you mean stratified?
                    reproduce tabel1              | did you mean table1?
                    generate erlier-box --out g   | did you mean earlier-box?
                    generate task-fmr --out g     | did you mean task-fmri?
                    generate ts-midle-narma --out g | did you mean ts-middle-narma?
                    """)
    void run_typo_isAnsweredWithTheNearestWord(String command, String message) {
        Cli.Outcome outcome = Cli.run((Object[]) command.split(" ", -1));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).containsOnlyOnce("\n").contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "--cell, lstn, lstm",
        "--readout, maen, mean",
        "--hop-pooling, conact, concat",
        "--standardization, per-faeture, per-feature",
        "--attention, input-cel, input-cell"
    })
    void train_mistypedKind_isAnsweredWithTheNearestWord(String option, String typo, String meant) {
        Cli.Outcome outcome = Cli.run("train", "--data", data, "--out", folder.resolve("m"), option, typo);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).containsOnlyOnce("\n").contains("did you mean " + meant + "?");
    }
}
