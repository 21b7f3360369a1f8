package io.unfade.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.engine.Parallel;
import io.unfade.report.page.HtmlReport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries a study out and writes its folder: {@code results.csv}, {@code summary.csv}, {@code report.html} with its figures,
 * {@code provenance.json}, and the pieces they were made of.
 *
 * <p>As many pieces at a time as the engine may use threads, each on one thread. What is in the folder already is not
 * computed again, so the same call continues work that was killed, and ends with the same files as work that was not: no
 * file holds a time or a duration.
 */
public final class Reproduction {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String RESULTS = "results.csv";
    private static final String SUMMARY = "summary.csv";
    private static final String PROVENANCE = "provenance.json";
    private static final String REPORT = "report.html";

    /** Names of the files that {@link #run} writes into the folder, beside the pieces and the figures. */
    public static final List<String> FILES = List.of(RESULTS, SUMMARY, PROVENANCE, REPORT);

    private Reproduction() {}

    /** Hears how far the work is. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called at the start and after each piece, by one thread at a time.
         *
         * @param done pieces that are there
         * @param of all
         * @param last the key of the piece just done; empty at the start
         */
        void done(int done, int of, String last);
    }

    /**
     * Checks that a study can be carried out in a folder, and changes nothing.
     *
     * @throws IllegalArgumentException if the folder holds results of other settings
     */
    public static void check(Study study, Path folder) throws IOException {
        RunStore.check(folder, study.settings());
    }

    /**
     * {@return what the study found, after its files were written}
     *
     * @param folder made if missing
     * @param provenance written beside the results
     * @throws IllegalArgumentException if the folder holds results of other settings
     * @throws IllegalStateException if a piece fails; the message names it
     * @throws IOException if a file cannot be read or written; pieces that are there stay
     */
    public static Findings run(Study study, Path folder, ObjectNode provenance, Progress progress) throws IOException {
        RunStore store = RunStore.open(folder, study.settings());
        List<Unit> units = study.units();
        List<Unit> missing = new ArrayList<>();
        for (Unit unit : units) {
            if (store.find(unit) == null) {
                missing.add(unit);
            }
        }
        compute(missing, store, new Count(progress, units.size() - missing.size(), units.size()));
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

    private static void compute(List<Unit> units, RunStore store, Count count) {
        count.tell("");
        Parallel.forEachAlone(units, unit -> {
            try {
                store.keep(unit, computed(unit));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            count.one(unit.key());
        });
    }

    private static ObjectNode computed(Unit unit) {
        try {
            return unit.computation().get();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalStateException(unit.key() + ": " + e.getMessage(), e);
        }
    }

    /** Counts pieces as they are done. */
    private static final class Count {
        private final Progress progress;
        private final int of;
        private final AtomicInteger done;

        Count(Progress progress, int found, int of) {
            this.progress = progress;
            this.of = of;
            done = new AtomicInteger(found);
        }

        synchronized void one(String key) {
            done.incrementAndGet();
            tell(key);
        }

        void tell(String key) {
            progress.done(done.get(), of, key);
        }
    }
}
