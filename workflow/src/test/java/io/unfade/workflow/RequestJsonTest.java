package io.unfade.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.source.ArrayAxes;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.TimeAxis;
import io.unfade.data.synth.ProcessData;
import io.unfade.fmri.map.ClassMaps;
import io.unfade.model.InputLayout;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.fmri.CleaningChoice;
import io.unfade.workflow.fmri.FmriGroup;
import io.unfade.workflow.fmri.FmriMap;
import io.unfade.workflow.fmri.FmriPrepare;
import io.unfade.workflow.fmri.FmriReport;
import io.unfade.workflow.fmri.GroupChoice;
import io.unfade.workflow.fmri.RunChoice;
import io.unfade.workflow.generate.Generate;
import io.unfade.workflow.generate.GeneratePlanted;
import io.unfade.workflow.generate.GenerateTaskFmri;
import io.unfade.workflow.option.ReadingOptions;
import io.unfade.workflow.option.SeriesChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestJsonTest {
    private static final Path A = Path.of("a");
    private static final Path B = Path.of("b.npz");
    private static final Path C = Path.of("c.html");
    private static final SeriesChoice SOME = new SeriesChoice("3:8", null, Set.of(4, 2));
    private static final ReadingOptions READING = new ReadingOptions(
            "0:9", Set.of(3, 1), null, A, TimeAxis.COLUMNS, ArrayAxes.SERIES_FEATURE_TIME, MissingValues.LINEAR);

    /** One of each kind with the defaults, and one with as many changes as possible. */
    static Stream<Request<?>> requests() {
        return Stream.of(
                new Convert(A, B),
                new Convert(A, B, READING),
                new CrossValidate(A),
                new CrossValidate(A)
                        .with("out", B)
                        .with("folding.folds", 3)
                        .with("folding.validation", 0.5)
                        .with("saliency", B)
                        .with("target.output", "probability")
                        .with("architecture.hopPooling", "concat-l2")
                        .with("optimization.regime", "authors"),
                new CrossValidate(A)
                        .with("optimization.guidance.saliencyGuided", 0.5)
                        .with("optimization.noising.adaptiveNoise", 0.8)
                        .with("optimization.noising.adaptiveNoiseGrowth", 1.1),
                new Demo(A),
                new Demo(A, 2, 7, -5),
                new Diagnose(A, B),
                new Diagnose(A, B).with("jacobianSeries", 2).with("explanation.recompute", 0),
                new Evaluate(A, B),
                new Evaluate(A, B, InputLayout.FLAT, A, B, 7, READING),
                new Explain(A, B, B),
                new Explain(A, B, B).with("report", C).with("reportSeries", 3).with("seed", Long.MAX_VALUE),
                new Export(A, B),
                new FmriGroup(B, A),
                new FmriGroup(B, A, B, 2, new GroupChoice(GroupChoice.Unit.RUN, 9, true, true, true), 3, SOME),
                new FmriMap(B, A, A),
                new FmriMap(B, A, A, ClassMaps.Value.SHARE, SOME),
                new FmriPrepare(B, new RunChoice(List.of(A, B))),
                new FmriPrepare(B, new RunChoice(null, null, null, A, "kind", 1.5, 0.0))
                        .with("regions.atlas", A)
                        .with("regions.mask", "auto")
                        .with("regions.reduction", "standard-deviation")
                        .with("cleaning.filter", CleaningChoice.Kind.COSINE)
                        .with("cleaning.highPass", 0.008)
                        .with("cleaning.confounds", List.of("motion6", "wm_csf"))
                        .with("windows.conditions", List.of("face", "house"))
                        .with("windows.groupBy", "subject"),
                new FmriReport(B, A, C),
                new FmriReport(B, A, C).with("model", A).with("group.level", "subject"),
                new Generate("moving-box", A),
                new Generate("distractor-earlier-box", A, 5, 6, null, 0.25, null, 8),
                new Generate("ts-middle-car", A, 5, 6, null, null, ProcessData.Variant.CORRECTED, 8),
                new GenerateTaskFmri(A),
                new GeneratePlanted(A, B, "0:5,1:2"),
                new GeneratePlanted(A, B, "0:5,1:2", 0.5, 0.4, 3),
                new GenerateTaskFmri(A, 4, 12, 2, 4, true, 1),
                new Info(A),
                new Info(A, READING),
                new Predict(A, B),
                new Predict(A, B, InputLayout.FEATURE_TIME, Path.of("p.csv"), 3, READING),
                new Audit(A, B, C),
                new Audit(A, B, C)
                        .with("reference", A)
                        .with("target.method", "occlusion")
                        .with("also", List.of("gradient", "timing"))
                        .with("sample", 7)
                        .with("budget", "2h"),
                new Compare(List.of(A, B), A),
                new Compare(List.of(A, B), A, B, 3, 5, READING),
                new Score(B, A),
                new Score(B, A, 5, READING),
                new Train(A, B),
                new Train(A, B)
                        .with("validation", "other.npz")
                        .with("split", "stratified")
                        .with("resume", true)
                        .with("architecture.attention", "none")
                        .with("optimization.learningRate", 0.5)
                        .with("recompute", 10),
                new Tune(A, B),
                new Tune(A, B)
                        .with("trials", 9)
                        .with("folds", 4)
                        .with("fixed", Set.of("cell", "batch-size"))
                        .with("validation", 0.3)
                        .with("report", C)
                        .with("optimization.steps", 30));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void of_whatARequestWrites_isTheRequest(Request<?> request) throws JsonProcessingException {
        String text = Json.MAPPER.writeValueAsString(request.toJson());
        assertThat(Requests.of((ObjectNode) Json.MAPPER.readTree(text))).isEqualTo(request);
    }

    @Test
    void requests_areOfAllKinds() {
        assertThat(requests().map(Request::command).distinct().sorted()).isEqualTo(Requests.commands());
    }

    @Test
    void of_whatMustBeThereAlone_isAsTheShortestConstructor() {
        ObjectNode json = RequestJson.newObject();
        json.put("command", "train").put("data", "a").put("out", "b.npz");
        assertThat(Requests.of(json)).isEqualTo(new Train(A, B));
        json.putObject("architecture").put("hidden", 7);
        assertThat(Requests.of(json)).isEqualTo(new Train(A, B).with("architecture.hidden", 7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"command": "trian"}|did you mean train?
            {"data": "a"}|'command' must be one of audit, compare, convert, cross-validate,
            {"command": "evaluate", "data": "b"}|'model' is missing
            {"command": "evaluate", "model": "a", "data": "b", "bacthSize": 3}|no key 'bacthSize'; did you mean batchSize?
            {"command": "evaluate", "model": "a", "data": "b", "batchSize": 0}|batchSize must be at least 1, but was 0
            {"command": "evaluate", "model": "a", "data": "b", "batchSize": 1.5}|batchSize: must be a whole number, but was 1.5
            {"command": "evaluate", "model": "a", "data": ["b"]}|data: must be text, but was ["b"]
            {"command": "evaluate", "model": "a", "data": "b", "reading": 3}|reading: must be an object, but was 3
            {"command": "evaluate", "model": "a", "data": "b", "reading": {"groups": 3}}|groups: must be an array, but was 3
            {"command": "evaluate", "model": "a", "data": "b", "reading": {"missing": "zeros"}}|missing: 'zeros' is not one of refuse, zero, previous, linear, mark; did you mean zero?
            {"command": "train", "data": "a", "out": "b", "resume": "yes"}|resume: must be true or false, but was "yes"
            {"command": "train", "data": "a", "out": "b", "architecture": {"attention": "none", "hops": 3}}|hops has no meaning with attention none
            {"command": "train", "data": "a", "out": "b", "architecture": {"readoutHops": 3}}|readoutHops has no meaning without readout self-attention
            {"command": "train", "data": "a", "out": "b", "architecture": {"readout": "max", "readoutWidth": 3}}|readoutWidth has no meaning without readout self-attention or readout conjunctive
            {"command": "train", "data": "a", "out": "b", "architecture": {"readout": "conjunctive", "readoutHops": 3}}|readoutHops has no meaning without readout self-attention
            {"command": "train", "data": "a", "out": "b", "validation": 0, "optimization": {"patience": 3}}|patience has no meaning with validation 0
            {"command": "cross-validate", "data": "a", "target": {"output": "probability"}}|output has no meaning without saliency
            {"command": "cross-validate", "data": "a", "folding": {"folds": 2, "leaveOneGroupOut": true}}|folds and leaveOneGroupOut exclude each other
            """)
    void of_whatCannotBe_saysWhatIsWrong(String json, String message) throws JsonProcessingException {
        ObjectNode request = (ObjectNode) Json.MAPPER.readTree(json);
        assertThatThrownBy(() -> Requests.of(request))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining(message);
    }

    @Test
    void with_settingThatIsNone_isRefused() {
        assertThatThrownBy(() -> new Train(A, B).with("architecture.hiden", 3))
                .hasMessage("there is no key 'hiden'; did you mean hidden?");
        assertThatThrownBy(() -> new Train(A, B).with("epochs", 3))
                .hasMessage("there is no key 'epochs'; did you mean optimization.epochs?");
        assertThatThrownBy(() -> new Train(A, B).with("seed.hidden", 3)).isInstanceOf(BadRequest.class);
    }

    @Test
    void run_ofABadRequest_namesTheSettingOnceForEveryCaller() {
        assertThatThrownBy(() -> new Explain(A, B, Path.of("maps.txt")).run(Progress.NONE))
                .isInstanceOfSatisfying(BadRequest.class, e -> {
                    assertThat(e).hasMessage("out: the name must end in .npz, but was 'maps.txt'");
                    assertThat(e.problem().setting()).contains("out");
                    assertThat(e.problem().inWords(name -> "--" + name)).startsWith("--out: the name");
                });
    }
}
