package io.unfade.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.cli.base.ExitCode;
import io.unfade.cli.base.RequestCommand;
import io.unfade.workflow.Audit;
import io.unfade.workflow.Compare;
import io.unfade.workflow.Convert;
import io.unfade.workflow.CrossValidate;
import io.unfade.workflow.Demo;
import io.unfade.workflow.Diagnose;
import io.unfade.workflow.Evaluate;
import io.unfade.workflow.Explain;
import io.unfade.workflow.Export;
import io.unfade.workflow.Info;
import io.unfade.workflow.Predict;
import io.unfade.workflow.Requests;
import io.unfade.workflow.Score;
import io.unfade.workflow.Train;
import io.unfade.workflow.Tune;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.fmri.FmriGroup;
import io.unfade.workflow.fmri.FmriMap;
import io.unfade.workflow.fmri.FmriPrepare;
import io.unfade.workflow.fmri.FmriReport;
import io.unfade.workflow.fmri.RunChoice;
import io.unfade.workflow.generate.Generate;
import io.unfade.workflow.generate.GeneratePlanted;
import io.unfade.workflow.generate.GenerateTaskFmri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Options are converted to requests, and requests are run from files. */
class RequestsTest {
    private static final Path A = Path.of("a");
    private static final Path B = Path.of("b.npz");

    @TempDir
    Path folder;

    private static Request<?> request(String arguments) throws IOException {
        CommandLine line = Main.commandLine();
        line.parseArgs(arguments.split(" ", -1));
        return request(line);
    }

    private static Request<?> request(CommandLine parsed) throws IOException {
        CommandLine last = parsed;
        while (last.getParseResult().hasSubcommand()) {
            last = last.getParseResult().subcommand().commandSpec().commandLine();
        }
        return ((RequestCommand) last.getCommand()).request();
    }

    static Stream<Arguments> usual() {
        return Stream.of(
                arguments("audit --model a --data b.npz --out a", new Audit(A, B, A)),
                arguments("compare a b.npz --data a", new Compare(List.of(A, B), A)),
                arguments("convert a --out b.npz", new Convert(A, B)),
                arguments("cross-validate --data a", new CrossValidate(A)),
                arguments("demo --out a", new Demo(A)),
                arguments("diagnose --model a --data b.npz", new Diagnose(A, B)),
                arguments("evaluate --model a --data b.npz", new Evaluate(A, B)),
                arguments("explain --model a --data b.npz --out b.npz", new Explain(A, B, B)),
                arguments("export --model a --out b.npz", new Export(A, B)),
                arguments("fmri group --saliency b.npz --data a", new FmriGroup(B, A)),
                arguments("fmri map --saliency b.npz --data a --out a", new FmriMap(B, A, A)),
                arguments("fmri prepare --out b.npz --bold a", new FmriPrepare(B, new RunChoice(List.of(A)))),
                arguments("fmri report --saliency b.npz --data a --out a", new FmriReport(B, A, A)),
                arguments("generate earlier-box --out a", new Generate("earlier-box", A)),
                arguments("generate task-fmri --out a", new GenerateTaskFmri(A)),
                arguments(
                        "generate planted --out a --background b --box 1:2,3:4",
                        new GeneratePlanted(A, Path.of("b"), "1:2,3:4")),
                arguments("info a", new Info(A)),
                arguments("predict --model a --data b.npz", new Predict(A, B)),
                arguments("score --saliency b.npz --data a", new Score(B, A)),
                arguments("train --data a --out b.npz", new Train(A, B)),
                arguments("tune --data a --out b.npz", new Tune(A, B)));
    }

    @ParameterizedTest
    @MethodSource("usual")
    void command_optionsThatMustBeThereAlone_isTheUsualRequest(String line, Request<?> usual) throws IOException {
        assertThat(request(line)).isEqualTo(usual);
    }

    @Test
    void tune_optionsThatAreGiven_areFixedEvenWithTheirDefault() throws IOException {
        Tune tune = (Tune) request("tune --data a --out b.npz --cell lstm --learning-rate 0.1 --fixed mix --folds 3");
        assertThat(tune.fixed()).containsExactly("cell", "learning-rate", "mix");
    }

    @Test
    void usual_coversAllRequests() {
        assertThat(usual().map(line -> ((Request<?>) line.get()[1]).command()).sorted())
                .isEqualTo(Requests.commands());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unfade train --data a --out b.npz",
                "unfade train --data a --out b.npz --validation v.npz --split random --resume --cell gru --bidirectional "
                        + "--dropout 0.25 --epochs 3 --learning-rate 0.5 --seed 7 --groups 1,3 --missing zero",
                "unfade cross-validate --data a --folds 3 --saliency b.npz --target label --output probability",
                "unfade demo --out a --seeds 2"
            })
    void commandLine_ofARequest_asksForTheSame(String line) throws IOException {
        assertThat(RequestJson.commandLine(request(line.substring("unfade ".length()))))
                .isEqualTo(line);
    }

    @ParameterizedTest
    @MethodSource("usual")
    void commandLine_ofEveryUseCase_isReadBack(String line, Request<?> usual) throws IOException {
        assertThat(RequestJson.commandLine(usual)).isEqualTo("unfade " + line);
        assertThat(request(line)).isEqualTo(usual);
    }

    /** A shell splits the line into the words; the parser makes the request of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a b.npz", "it's.npz", "$HOME.npz", "-x.npz", "a\"b.npz", "`id`;#.npz", "*.npz", "\u00fc.npz"})
    @DisabledOnOs(OS.WINDOWS)
    void commandLine_ofOddNames_isReadBackByAShell(String name) throws Exception {
        Path odd = Path.of(name);
        for (Request<?> request : List.of(
                new Convert(odd, B),
                new Compare(List.of(odd, A), odd),
                new Explain(A, odd, B).with("also", List.of("occlusion window=5", "gradient")),
                new Explain(A, odd, B).with("explanation.set", Map.of("window", "5 '6'")),
                new FmriPrepare(odd, new RunChoice(List.of(odd, A, odd))))) {
            Path words = folder.resolve("words");
            String line = RequestJson.commandLine(request);
            String script = "printf '%s\\0'" + line.substring("unfade".length());
            Process shell = new ProcessBuilder("sh", "-c", script)
                    .redirectOutput(words.toFile())
                    .start();
            assertThat(shell.waitFor()).isZero();
            CommandLine parser = Main.commandLine();
            parser.parseArgs(Files.readString(words).split("\0", 0));
            String read = request(parser).toJson().toString();
            assertThat(read.replace("./-", "-")).isEqualTo(request.toJson().toString());
        }
    }

    @Test
    void run_requestInAResult_givesTheSame() throws IOException {
        Path data = Cli.write(folder.resolve("data.npz"), Cli.series());
        Path model = Cli.train(data, folder.resolve("model"));
        Path maps = folder.resolve("maps.npz");
        Cli.Outcome first =
                Cli.succeed("explain", "--model", model, "--data", data, "--out", maps, "--series", "0:9", "--json");
        byte[] bytes = Files.readAllBytes(maps);
        Files.delete(maps);
        Path file = Files.writeString(folder.resolve("result.json"), first.out());
        assertThat(Cli.succeed("run", file, "--json").out()).isEqualTo(first.out());
        assertThat(maps).hasBinaryContent(bytes);
        JsonNode request = first.json().path("request");
        Path own = Files.writeString(folder.resolve("request.json"), request.toString());
        assertThat(Cli.succeed("run", own).out()).startsWith("Wrote the maps of 9 series to " + maps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"command": "explian"}|did you mean explain?
            {"command": "info", "dta": "x"}|there is no key 'dta'; did you mean data?
            {"command": "diagnose", "model": "x", "data": "x", "explanation": {"set": {"steps": 5, "steps": 9}}}|Duplicate field 'steps'
            {"command": "explain", "model": "x", "data": "x", "out": "x", "reportSeries": 3}|reportSeries has no meaning without report
            [1]|must hold one JSON object
            {"command": |is not JSON
            {"command": "info", "data": "none.npz"}|none.npz: there is no such file
            {"command": "convert", "data": "none.npz", "out": "none/x.npz"}|unfade: out: the folder
            """)
    void run_fileThatIsWrong_isOneLineAndExitCode2(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.json"), text);
        Cli.Outcome outcome = Cli.run("run", file);
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains(message).hasLineCount(1);
        assertThat(Cli.run("run", folder.resolve("none.json")).code()).isEqualTo(ExitCode.USAGE);
    }
}
