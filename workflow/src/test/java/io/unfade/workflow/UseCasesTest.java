package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyFile;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.synth.BoxData;
import io.unfade.train.TrainingResult;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.result.Evaluation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Use cases without a terminal: one after another, at once, cancelled, repeated. */
class UseCasesTest {
    @TempDir
    static Path folder;

    static Path data;
    static Path model;

    @BeforeAll
    static void trainAModel() throws IOException {
        data = folder.resolve("data.npz");
        SeriesFiles.write(BoxData.named("earlier-box").generate(40, 4, 0).training(), data);
        model = folder.resolve("model");
        assertThat(small(data, model).run(Progress.NONE).interrupted()).isFalse();
    }

    private static Request<TrainingResult> small(Path data, Path out) {
        return new Train(data, out)
                .with("architecture.hidden", 3)
                .with("architecture.hops", 2)
                .with("architecture.attentionWidth", 4)
                .with("optimization.epochs", 3);
    }

    @Test
    void evaluate_asJson_hasTheNumbersOfTheValue() throws IOException {
        Path model = folder.resolve("judged-model");
        new Train(data, model)
                .with("architecture.hidden", 5)
                .with("optimization.epochs", 2)
                .run(Progress.NONE);
        Result<Evaluation> result = new Evaluate(model, data).run(Progress.NONE);
        double accuracy = result.value().scores().accuracy();
        String json = result.json().toPrettyString();
        assertThat(json).contains("\"accuracy\" : " + accuracy);
    }

    @Test
    void evaluate_withTrainingSeriesAndPage_showsModelAndSimpleClassifiers() throws IOException {
        Path page = folder.resolve("evaluation.html");
        ObjectNode json = new Evaluate(model, data)
                .with("reference", data.toString())
                .with("report", page.toString())
                .run(Progress.NONE)
                .json();
        assertThat(json.path("baselines").toString()).contains("majority", "linear", "nearest");
        assertThat(page)
                .content()
                .contains("Reliability", "ROC", "1-nearest neighbour", "Accuracy")
                .doesNotContain("NaN");
    }

    @Test
    void train_withStem_givesAModelForAllUseCases() throws IOException {
        Path stem = folder.resolve("stem");
        small(data, stem)
                .with("architecture.input.stem", "conv")
                .with("architecture.input.stemWidth", 3)
                .run(Progress.NONE);
        Path maps = folder.resolve("stem.npz");
        Path page = folder.resolve("stem.html");
        new Explain(stem, data, maps).with("report", page.toString()).run(Progress.NONE);
        assertThat(SaliencyFile.read(maps).steps()).isEqualTo(100);
        assertThat(page).content().contains("centred convolutions (3+5+11 steps x 3, stride 3; 3 steps x 3, stride 1)");
        assertThat(new Diagnose(stem, data).run(Progress.NONE).failure()).isNull();
    }

    @Test
    void train_withPreparation_givesAModelForAllUseCasesWithMapsOfTheSeriesOwnCells() throws IOException {
        Path prepared = folder.resolve("prepared");
        small(data, prepared)
                .with("architecture.preparation.clipValues", 2.5)
                .with("architecture.preparation.differences", "added")
                .with("architecture.preparation.pool", 10)
                .run(Progress.NONE);
        Path maps = folder.resolve("prepared.npz");
        Path page = folder.resolve("prepared.html");
        new Explain(prepared, data, maps).with("report", page.toString()).run(Progress.NONE);
        assertThat(SaliencyFile.read(maps).steps()).isEqualTo(100);
        assertThat(page)
                .content()
                .contains("standardised values limited to +-2.5, first differences added, means of 10 steps")
                .contains("(3 steps x 32, stride 1; 3 steps x 32, stride 1)");
        assertThat(new Diagnose(prepared, data).run(Progress.NONE).failure()).isNull();
    }

    @Test
    void run_twoAtOnce_giveWhatTheyGiveAlone() throws Exception {
        List<Request<?>> requests = new ArrayList<>();
        for (String turn : List.of("alone", "together")) {
            requests.add(small(data, folder.resolve(turn)).with("seed", 4));
            requests.add(new Explain(model, data, folder.resolve(turn + ".npz")).with("explanation.batchSize", 4));
        }
        for (Request<?> request : requests.subList(0, 2)) {
            request.run(Progress.NONE);
        }
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Result<?>>> jobs = new ArrayList<>();
            for (Request<?> request : requests.subList(2, 4)) {
                jobs.add(() -> {
                    start.await();
                    return request.run(Progress.NONE);
                });
            }
            for (Future<Result<?>> job : pool.invokeAll(jobs)) {
                assertThat(job.get().failure()).isNull();
            }
        } finally {
            pool.shutdown();
        }
        String weights = "weights.safetensors";
        assertThat(folder.resolve("together").resolve(weights))
                .hasSameBinaryContentAs(folder.resolve("alone").resolve(weights));
        assertThat(folder.resolve("together.npz")).hasSameBinaryContentAs(folder.resolve("alone.npz"));
    }

    @Test
    void run_outputOfAnotherThatRuns_isRefused() throws IOException {
        Path out = folder.resolve("claimed.npz");
        List<String> refused = new ArrayList<>();
        Progress second = new Progress() {
            @Override
            public void update(String task, double done, String detail) {
                try {
                    new Explain(model, data, out).run(Progress.NONE);
                } catch (BadRequest e) {
                    refused.add(String.valueOf(e.getMessage()));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        new Explain(model, data, out).run(second);
        assertThat(refused).isNotEmpty().allMatch(message -> message.startsWith("out: " + out + ": another run is"));
    }

    @Test
    void run_requestInAResult_givesTheSameAgain() throws IOException {
        Path out = folder.resolve("first.npz");
        ObjectNode result = new Explain(model, data, out)
                .with("explanation.target", "label")
                .with("reading.series", "3:20")
                .run(Progress.NONE)
                .json();
        byte[] first = Files.readAllBytes(out);
        Files.delete(out);
        ObjectNode again = Requests.of((ObjectNode) result.path("request"))
                .run(Progress.NONE)
                .json();
        assertThat(again).isEqualTo(result);
        assertThat(out).hasBinaryContent(first);
    }

    @Test
    void explain_pageThatCannotBeWritten_leavesTheMapsAndSaysSo() throws IOException {
        Path out = folder.resolve("kept.npz");
        Path page = folder.resolve("page.html");
        Progress hindering = new Progress() {
            @Override
            public void update(String task, double done, String detail) {
                try {
                    Files.createDirectories(page); // after checking the outputs
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        Result<?> result = new Explain(model, data, out).with("report", page).run(hindering);
        assertThat(SaliencyFile.read(out).count()).isEqualTo(40);
        assertThat(result.failure()).isInstanceOf(IOException.class).hasMessageContaining("page.html");
        assertThat(result.json().path("report").isNull()).isTrue();
        assertThat(result.text()).contains("Wrote the maps of 40 series").doesNotContain("report");
    }

    @Test
    void explain_cancelled_endsAtOnceAndLeavesNothing() {
        Path out = folder.resolve("cancelled.npz");
        AtomicInteger portions = new AtomicInteger();
        Progress cancelling = new Progress() {
            @Override
            public void update(String task, double done, String detail) {
                portions.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return portions.get() > 0;
            }
        };
        Request<?> request = new Explain(model, data, out).with("explanation.batchSize", 1);
        assertThatThrownBy(() -> request.run(cancelling)).isInstanceOf(CancellationException.class);
        assertThat(portions).hasValueLessThan(40);
        assertThat(out).doesNotExist();
    }

    @Test
    void train_cancelled_keepsItsStateAndGoesOn() throws IOException {
        Path whole = folder.resolve("whole");
        small(data, whole).run(Progress.NONE);
        Path out = folder.resolve("resumed");
        AtomicInteger epochs = new AtomicInteger();
        List<String> begun = new ArrayList<>();
        Progress cancelling = new Progress() {
            @Override
            public void step(String text) {
                epochs.incrementAndGet();
            }

            @Override
            public void begin(String text) {
                begun.add(text);
            }

            @Override
            public void note(Message note) {
                assertThat(note.toString()).startsWith("Chosen for 40 series");
            }

            @Override
            public boolean cancelled() {
                return epochs.get() == 2;
            }
        };
        Result<TrainingResult> stopped = small(data, out).run(cancelling);
        assertThat(stopped.interrupted()).isTrue();
        assertThat(stopped.text()).startsWith("Interrupted after epoch 2").contains("with resume continues it");
        assertThat(begun).singleElement().asString().startsWith("Training on ");
        assertThat(out).doesNotExist();
        assertThat(small(data, out).with("resume", true).run(Progress.NONE).interrupted())
                .isFalse();
        assertThat(out.resolve("weights.safetensors")).hasSameBinaryContentAs(whole.resolve("weights.safetensors"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            explanation.target | sleep                | target must be predicted, label or one of the classes
            reading.series     | 5                    | series must look like 0:100, but was '5'
            reading.series     | 30:20                | series 30:20 is empty or goes past the end; the file holds 40
            reading.series     | 99999999999999999999: | series: 99999999999999999999 is too large
            reading.labels     | labels.npy           | labels
            report             | page.txt             | report: the name must end in .html
            """)
    void explain_settingThatCannotBe_isRefusedByItsName(String setting, String value, String message) {
        Path out = folder.resolve("refused.npz");
        assertThatThrownBy(
                        () -> new Explain(model, data, out).with(setting, value).run(Progress.NONE))
                .hasMessageContaining(message);
        assertThat(out).doesNotExist();
    }

    @Test
    void evaluate_groupsOfSeriesWithoutGroups_areRefused() {
        assertThatThrownBy(() -> new Evaluate(model, data)
                        .with("reading.notGroups", List.of(1))
                        .run(Progress.NONE))
                .hasMessage("notGroups: the series of " + data + " have no groups");
    }
}
