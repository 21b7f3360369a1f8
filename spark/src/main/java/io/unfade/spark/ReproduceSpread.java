package io.unfade.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.source.TimeAxis;
import io.unfade.experiments.Experiments;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.study.Study;
import io.unfade.model.Provenance;
import io.unfade.spark.work.PieceWork;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.Outputs;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One of the paper's experiments with its pieces as tasks; the value is its findings. What is written is what {@code unfade
 * reproduce} writes into the same folder, and each may go on with what the other has begun.
 *
 * @param name of the experiment
 * @param out folder that a folder of its name is made in
 * @param quick whether it is the small version
 * @param epochs at most; null for the experiment's own
 * @param data its data, if they cannot be generated
 * @param timeAxis of images
 * @param seed the first of the seeds
 */
@Meaning(
        "Runs one of the paper's experiments, each of its pieces as a task of the cluster. Writes what unfade reproduce writes. Files must be "
                + "where all machines see them. Started again, it does what is left.")
public record ReproduceSpread(
        @Meaning(value = "Experiment, as of unfade reproduce.", label = "NAME", argument = true)
        String name,

        @Meaning(value = "Folder to write DIR/NAME to; made if missing.", label = "DIR", file = Meaning.File.WRITTEN)
        Path out,

        @Meaning("A small version: fewer seeds, series and epochs.")
        boolean quick,

        @Meaning(value = "Epochs at most, instead of the experiment's own.", label = "N") @Nullable
        Integer epochs,

        @Meaning(
                value = "Folder with its data, where they cannot be generated.",
                label = "DIR",
                file = Meaning.File.READ)
        @Nullable
        Path data,

        @Meaning(value = "Which axis of an image is time: rows or columns (mnist).", label = "AXIS")
        TimeAxis timeAxis,

        long seed)
        implements Request<Findings> {
    /** The whole experiment, of data that are generated. */
    public ReproduceSpread(String name, Path out) {
        this(name, out, false, null, null, TimeAxis.ROWS, 0);
    }

    @Override
    public Result<Findings> execute(Progress progress) throws IOException {
        Experiment experiment = Experiments.named(name);
        checkData(experiment);
        Path own = Experiments.dataOf(experiment, data);
        PieceWork.Chosen chosen = new PieceWork.Chosen(
                name,
                quick,
                epochs,
                seed,
                own == null ? null : own.toAbsolutePath().toString(),
                timeAxis);
        Path folder = out.toAbsolutePath().normalize().resolve(name);
        Files.createDirectories(folder);
        try (Outputs outputs = new Outputs(progress)) {
            outputs.whole(folder, "out");
            return reproduced(chosen, folder, progress);
        }
    }

    private void checkData(Experiment experiment) {
        boolean needed = experiment.dataFolder().isPresent();
        if (needed && data == null) {
            throw BadRequest.of("%s needs {data}, the folder with its files", name);
        }
        if (data != null && !needed) {
            throw BadRequest.of("{data} has no meaning for %s", name);
        }
        if (data != null && !Files.isDirectory(data)) {
            throw BadRequest.of("{data}: there is no folder %s", data);
        }
        if (timeAxis != TimeAxis.ROWS && !needed) {
            throw BadRequest.of("{timeAxis} has no meaning for %s", name);
        }
    }

    private Result<Findings> reproduced(PieceWork.Chosen chosen, Path folder, Progress progress) throws IOException {
        Study study = chosen.study();
        List<String> left = Reproduction.left(study, folder);
        progress.step(left.size() + " of " + study.units().size() + " pieces are left");
        compute(left, new PieceWork(chosen, study.settings().toString(), folder.toString()));
        ObjectNode provenance = Provenance.ofRead(seed, RequestJson.commandLine(this), study.files());
        Findings findings = Reproduction.run(study, folder, provenance, name, progress);
        ObjectNode json = RequestJson.newObject();
        json.put("name", name).put("folder", folder.toString());
        json.put("pieces", study.units().size()).put("computed", left.size());
        json.set("summary", findings.summary().json());
        String text = String.format(
                Locale.ROOT, "%s%nReport: %s%n", findings.page().summary(), folder.resolve("report.html"));
        return Result.of(this, findings, json, text);
    }

    private void compute(List<String> left, PieceWork work) {
        if (left.isEmpty()) {
            return;
        }
        JavaSparkContext context =
                new JavaSparkContext(SparkSession.builder().getOrCreate().sparkContext());
        List<String> failures = context.parallelize(left, left.size()).map(work).collect().stream()
                .filter(failure -> !failure.isEmpty())
                .toList();
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.size() + " of " + left.size()
                    + " pieces failed, the others are kept; the first: " + failures.get(0));
        }
    }
}
