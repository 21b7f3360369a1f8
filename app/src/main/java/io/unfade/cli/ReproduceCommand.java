package io.unfade.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Require;
import io.unfade.cli.base.AbstractCommand;
import io.unfade.cli.base.Display;
import io.unfade.cli.base.ExitCode;
import io.unfade.cli.base.UsageException;
import io.unfade.data.source.TimeAxis;
import io.unfade.experiments.Experiments;
import io.unfade.experiments.study.Choices;
import io.unfade.experiments.study.Experiment;
import io.unfade.experiments.study.Findings;
import io.unfade.experiments.study.Reproduction;
import io.unfade.experiments.study.Study;
import io.unfade.experiments.table.Summary;
import io.unfade.model.Provenance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** {@code unfade reproduce}: the paper's experiments. */
@Command(
        name = "reproduce",
        description =
                "Runs one of the paper's experiments from scratch and writes DIR/NAME: results.csv, summary.csv with "
                        + "published numbers next to ours, and report.html. If it was killed, the same command resumes where it "
                        + "stopped. --seed is the first of the seeds.")
final class ReproduceCommand extends AbstractCommand {
    private static final String ALL = "all";

    @Parameters(
            arity = "1",
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}, or all.",
            completionCandidates = Names.class)
    private String name;

    @Option(
            names = "--out",
            order = 1,
            paramLabel = "DIR",
            defaultValue = "unfade-reproduce",
            description = "Folder to write to; made if missing.")
    private Path out;

    @Option(
            names = "--quick",
            order = 2,
            description = "A small version: fewer seeds, series and epochs. It shows the same, less exactly.")
    private boolean quick;

    @Option(
            names = "--epochs",
            order = 3,
            paramLabel = "N",
            description = "Epochs at most, instead of the experiment's own (table1: of the authors' regime).")
    private @Nullable Integer epochs;

    @Option(
            names = "--data",
            order = 4,
            paramLabel = "DIR",
            description =
                    "Folder with the data of mnist (IDX files) or of fmri and fmri-localisation (runs of Haxby et al. "
                            + "2001), or with the folders mnist and haxby2001; all leaves out what is not there.")
    private @Nullable Path data;

    @Option(
            names = "--time-axis",
            order = 5,
            paramLabel = "AXIS",
            defaultValue = "rows",
            description = "Which axis of an image is time: rows or columns (mnist).")
    private TimeAxis timeAxis = TimeAxis.ROWS;

    /** The names of the experiments for the help text. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(Experiments.all().stream().map(Experiment::name).toList());
        }
    }

    /** An experiment ready to run. */
    private record Planned(Experiment experiment, Path folder, Study study) {}

    /** An experiment that was run. */
    private record Done(Experiment experiment, Path folder, Findings findings) {}

    @Override
    protected Result execute() throws IOException {
        if (epochs != null) {
            Require.atLeastOne("--epochs", epochs);
        }
        List<Planned> plans = new ArrayList<>();
        for (Experiment experiment : chosen()) { // check all before starting the first
            Study study = experiment.chosen(
                    new Choices(quick, epochs, seed(), Experiments.dataOf(experiment, data), timeAxis));
            Path folder = out.resolve(experiment.name());
            Reproduction.check(study, folder);
            plans.add(new Planned(experiment, folder, study));
        }
        for (Planned plan : plans) {
            claimFolder(plan.folder(), "--out", Reproduction.FILES.toArray(String[]::new));
        }
        List<Done> all = new ArrayList<>();
        try {
            for (Planned plan : plans) {
                all.add(run(plan));
            }
        } catch (CancellationException e) {
            return new Result(
                    json(all).put("stopped", "interrupted"),
                    text(all) + e.getMessage() + ". The same command resumes.",
                    ExitCode.INTERRUPTED);
        }
        return Result.of(json(all), text(all));
    }

    private List<Experiment> chosen() {
        if (data != null && !Files.isDirectory(data)) {
            throw new UsageException("--data: there is no folder " + data);
        }
        if (!name.equals(ALL)) {
            Experiment experiment = Experiments.named(name);
            if (experiment.dataFolder().isPresent() && data == null) {
                throw new UsageException(name + " needs --data, the folder with its files");
            }
            checkUnused(experiment.dataFolder().isPresent());
            return List.of(experiment);
        }
        checkUnused(data != null);
        List<Experiment> runnable =
                Experiments.all().stream().filter(this::hasItsData).toList();
        Experiments.all().stream()
                .filter(e -> !runnable.contains(e))
                .forEach(e -> messages()
                        .println("Leaving out " + e.name() + ": it needs --data, a folder with "
                                + e.dataFolder().orElseThrow()));
        return runnable;
    }

    private boolean hasItsData(Experiment experiment) {
        String wanted = experiment.dataFolder().orElse("");
        return wanted.isEmpty()
                || (data != null
                        && (Files.isDirectory(data.resolve(wanted))
                                || wanted.equals(String.valueOf(
                                        data.toAbsolutePath().normalize().getFileName()))));
    }

    private void checkUnused(boolean needsData) {
        for (String option : List.of("--data", "--time-axis")) {
            if (given(option) && !needsData) {
                throw new UsageException(option + " has no meaning for " + name);
            }
        }
    }

    private Done run(Planned plan) throws IOException {
        try (Display display = display()) {
            ObjectNode provenance =
                    Provenance.ofRead(seed(), commandText(), plan.study().files());
            String name = plan.experiment().name();
            Findings findings = Reproduction.run(plan.study(), plan.folder(), provenance, name, display);
            return new Done(plan.experiment(), plan.folder(), findings);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static ObjectNode json(List<Done> all) {
        ObjectNode json = newObject();
        ArrayNode array = json.putArray("experiments");
        for (Done done : all) {
            ObjectNode node = array.addObject();
            node.put("name", done.experiment().name());
            node.put("folder", done.folder().toString());
            node.put("runs", done.findings().results().rows().size());
            node.put("published", done.findings().summary().compared().size());
            node.put("agreeing", agreeing(done.findings().summary()));
            node.set("summary", done.findings().summary().json());
        }
        return json;
    }

    private static long agreeing(Summary summary) {
        return summary.compared().stream()
                .filter(entry -> entry.agrees().orElse(false))
                .count();
    }

    private static String text(List<Done> all) {
        StringBuilder text = new StringBuilder();
        for (Done done : all) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s: %s%nReport: %s%n%n",
                    done.experiment().name(),
                    done.findings().page().summary(),
                    done.folder().resolve("report.html")));
        }
        return text.toString();
    }
}
