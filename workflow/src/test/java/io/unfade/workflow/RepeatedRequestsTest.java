package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.FileHash;
import io.unfade.check.Progress;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.fmri.FmriGroup;
import io.unfade.workflow.fmri.FmriMap;
import io.unfade.workflow.fmri.FmriPrepare;
import io.unfade.workflow.fmri.FmriReport;
import io.unfade.workflow.fmri.RunChoice;
import io.unfade.workflow.generate.Generate;
import io.unfade.workflow.generate.GenerateTaskFmri;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every kind of request returns its result, and the request in the result reproduces it. */
class RepeatedRequestsTest {
    @TempDir
    static Path folder;

    private static Path blocks;
    private static Path model;
    private static Path maps;

    @BeforeAll
    static void makeBlocksModelAndMaps() throws IOException {
        Path simulated = folder.resolve("simulated");
        new GenerateTaskFmri(simulated, 2, 8, 2, 4, true, 0).run(Progress.NONE);
        blocks = folder.resolve("blocks.npz");
        prepare(blocks).run(Progress.NONE);
        model = folder.resolve("model");
        train(model).run(Progress.NONE);
        maps = folder.resolve("maps.npz");
        new Explain(model, blocks, maps).run(Progress.NONE);
        new Generate("earlier-box", folder.resolve("boxes"), 20, 8, null, null, null, 0).run(Progress.NONE);
        small(new Train(folder.resolve("boxes/train.npz"), folder.resolve("box-model")))
                .run(Progress.NONE);
    }

    private static Request<?> prepare(Path out) throws IOException {
        List<Path> runs;
        try (Stream<Path> files = Files.walk(folder.resolve("simulated"))) {
            runs = files.filter(file -> file.toString().endsWith("_bold.nii.gz"))
                    .sorted()
                    .toList();
        }
        return new FmriPrepare(out, new RunChoice(runs))
                .with("regions.atlas", folder.resolve("simulated/atlas.nii.gz"))
                .with("windows.before", 8.0)
                .with("windows.after", 28.0)
                .with("windows.lag", 4.0);
    }

    private static Request<?> small(Request<?> request) {
        return request.with("architecture.hidden", 3)
                .with("architecture.hops", 2)
                .with("architecture.attentionWidth", 4)
                .with("optimization.epochs", 2);
    }

    private static Request<?> train(Path out) {
        return small(new Train(blocks, out)).with("overwrite", true);
    }

    static Stream<Request<?>> requests() throws IOException {
        Path test = folder.resolve("boxes/test.npz");
        Path boxModel = folder.resolve("box-model");
        Path boxMaps = folder.resolve("out/box-maps.npz");
        Files.createDirectories(folder.resolve("out"));
        return Stream.of(
                new Convert(test, folder.resolve("out/test.csv")),
                small(new CrossValidate(blocks))
                        .with("out", folder.resolve("out/folds"))
                        .with("folding.folds", 2)
                        .with("predictions", folder.resolve("out/folds.csv"))
                        .with("saliency", folder.resolve("out/folds.npz")),
                new Demo(folder.resolve("out/demo"), 1, 1, 0),
                new Diagnose(boxModel, test).with("jacobianSeries", 1),
                new Evaluate(boxModel, test),
                new Explain(boxModel, test, boxMaps).with("report", folder.resolve("out/page.html")),
                new Export(boxModel, folder.resolve("out/net.onnx")),
                new FmriGroup(maps, blocks)
                        .with("out", folder.resolve("out/group.csv"))
                        .with("group.permutations", 50),
                new FmriMap(maps, blocks, folder.resolve("out/brain")),
                prepare(folder.resolve("out/blocks.npz")),
                new FmriReport(maps, blocks, folder.resolve("out/brain.html"))
                        .with("model", model)
                        .with("group.level", "run")
                        .with("group.permutations", 50),
                new Generate("ts-middle-gaussian", folder.resolve("out/process"), 3, 2, null, null, null, 1),
                new GenerateTaskFmri(folder.resolve("out/fmri"), 2, 4, 2, 1, false, 0),
                new Info(blocks),
                new Predict(boxModel, test).with("out", folder.resolve("out/predictions.jsonl")),
                new Predict(boxModel, test),
                new Score(boxMaps, test),
                train(folder.resolve("out/model")),
                small(new Tune(folder.resolve("boxes/train.npz"), folder.resolve("out/tuned")))
                        .with("trials", 2)
                        .with("folds", 2)
                        .with("overwrite", true));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void run_requestOfAResult_givesTheSameResultAndFiles(Request<?> request) throws IOException {
        var first = request.run(Progress.NONE);
        assertThat(first.failure()).isNull();
        assertThat(first.text()).isNotBlank();
        Map<Path, String> files = files();
        ObjectNode inside = (ObjectNode) first.json().path("request");
        var second = Requests.of(inside).run(Progress.NONE);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(files()).isEqualTo(files);
    }

    /** {@return the hashes of all outputs except those with times or durations} */
    private static Map<Path, String> files() throws IOException {
        Map<Path, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString()
                            .matches(".*(provenance\\.json|\\.html|\\.lock|search\\.jsonl|trials\\.csv)"))
                    .forEach(file -> hashes.put(file, hash(file)));
        }
        return hashes;
    }

    private static String hash(Path file) {
        try {
            return FileHash.sha256(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
