package io.unfade.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.engine.Parallel;
import io.unfade.report.page.HtmlReport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * Runs a study and writes its folder: {@code results.csv}, {@code summary.csv}, {@code report.html} with its figures,
 * {@code provenance.json}, and the pieces they are made from.
 *
 * <p>Runs as many pieces at a time as the engine has threads, each on one thread. Pieces already in the folder are not
 * computed again, so the same call resumes killed work, and ends with the same files as uninterrupted work: no file
 * contains a time or a duration, except where a piece itself measured one.
 */
public final class Reproduction {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String RESULTS = "results.csv";
    private static final String SUMMARY = "summary.csv";
    private static final String PROVENANCE = "provenance.json";
    private static final String REPORT = "report.html";

    /** Names of the files that {@link #run} writes into the folder, in addition to pieces and figures. */
    public static final List<String> FILES = List.of(RESULTS, SUMMARY, PROVENANCE, REPORT);

    private Reproduction() {}

    /**
     * Checks that a study can be run in a folder, without changing anything.
     *
     * @throws IllegalArgumentException if the folder holds results of other settings
     */
    public static void check(Study study, Path folder) throws IOException {
        RunStore.check(folder, study.settings());
    }

    /**
     * Writes the files of a study. Returns its findings.
     *
     * @param folder created if missing
     * @param provenance to write next to the results
     * @param task name of the work in updates
     * @param progress receives an update at the start and after each piece
     * @throws IllegalArgumentException if the folder holds results of other settings
     * @throws CancellationException if it was cancelled; finished pieces are kept
     * @throws IllegalStateException if a piece fails; the message names it
     * @throws IOException if a file cannot be read or written; finished pieces are kept
     */
    public static Findings run(Study study, Path folder, ObjectNode provenance, String task, Progress progress)
            throws IOException {
        RunStore store = RunStore.open(folder, study.settings());
        List<Unit> units = study.units();
        List<Unit> missing = new ArrayList<>();
        for (Unit unit : units) {
            if (store.find(unit) == null) {
                missing.add(unit);
            }
        }
        compute(missing, store, new Count(task, progress, units.size() - missing.size(), units.size()));
        Map<String, JsonNode> records = new LinkedHashMap<>();
        for (Unit unit : units) {
            records.put(unit.key(), Objects.requireNonNull(store.find(unit), unit.key()));
        }
        Findings findings = study.findings(records);
        findings.results().write(folder.resolve(RESULTS));
        findings.summary().write(folder.resolve(SUMMARY));
        AtomicFile.write(folder.resolve(PROVENANCE), out -> out.write(JSON.writeValueAsBytes(provenance)));
        HtmlReport.write(findings.page(), folder.resolve(REPORT));
        return findings;
    }

    /**
     * {@return the keys of the pieces that are not in a folder, which is made if it is missing: work that can be spread over
     * processes, by {@link #compute(Study, Path, String, Progress)}}
     *
     * @throws IllegalArgumentException if the folder holds results of other settings
     */
    public static List<String> left(Study study, Path folder) throws IOException {
        RunStore store = RunStore.open(folder, study.settings());
        List<String> left = new ArrayList<>();
        for (Unit unit : study.units()) {
            if (store.find(unit) == null) {
                left.add(unit.key());
            }
        }
        return left;
    }

    /**
     * Computes one piece, on the threads of the current one, and stores it. Once all are there, {@link #run} computes none, and
     * writes what it would have written alone.
     *
     * @param key one of {@link #left}
     * @throws IllegalArgumentException if there is no such piece, or the folder holds results of other settings
     * @throws CancellationException if it was cancelled
     * @throws IllegalStateException if it fails
     */
    public static void compute(Study study, Path folder, String key, Progress progress) throws IOException {
        RunStore store = RunStore.open(folder, study.settings());
        Unit unit = Require.present(
                study.units().stream()
                        .filter(each -> each.key().equals(key))
                        .findFirst()
                        .orElse(null),
                "there is no piece '%s'",
                key);
        store.keep(unit, computed(unit, progress));
    }

    /** Computes and stores pieces. */
    private static void compute(List<Unit> units, RunStore store, Count count) {
        count.tell("");
        try {
            Parallel.forEachAlone(units, unit -> {
                count.progress.check();
                keep(store, unit, computed(unit, count.progress.quiet()));
                count.one(unit.key());
            });
        } catch (CancellationException e) {
            throw count.cancelled();
        }
    }

    private static void keep(RunStore store, Unit unit, ObjectNode record) {
        try {
            store.keep(unit, record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode computed(Unit unit, Progress progress) {
        try {
            return unit.computation().apply(progress);
        } catch (CancellationException e) {
            throw e;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalStateException(unit.key() + ": " + e.getMessage(), e);
        }
    }

    /** Counts finished pieces. */
    private static final class Count {
        private final String task;
        private final Progress progress;
        private final int of;
        private int done;

        Count(String task, Progress progress, int found, int of) {
            this.task = task;
            this.progress = progress;
            this.of = of;
            done = found;
        }

        synchronized void one(String key) {
            done++;
            tell(key);
        }

        void tell(String key) {
            progress.update(task, (double) done / of, String.format(Locale.ROOT, "%d of %d runs  %s", done, of, key));
        }

        CancellationException cancelled() {
            return new CancellationException(
                    String.format(Locale.ROOT, "%s: interrupted after %d of %d runs, which are kept", task, done, of));
        }
    }
}
