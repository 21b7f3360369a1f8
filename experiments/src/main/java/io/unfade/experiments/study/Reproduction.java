package io.unfade.experiments.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.Progress;
import io.unfade.check.Require;
import io.unfade.piece.Piece;
import io.unfade.piece.PieceRun;
import io.unfade.piece.PieceStore;
import io.unfade.report.page.HtmlReport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        PieceStore.check(folder, study.settings());
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
        PieceRun run = new PieceRun(study.units(), PieceStore.open(folder, study.settings()));
        run.compute(task, PieceRun.Limit.NONE, progress);
        Map<String, JsonNode> records = run.records();
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
        PieceRun run = new PieceRun(study.units(), PieceStore.open(folder, study.settings()));
        return run.left().stream().map(Piece::key).toList();
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
        Piece piece = Require.present(
                study.units().stream()
                        .filter(each -> each.key().equals(key))
                        .findFirst()
                        .orElse(null),
                "there is no piece '%s'",
                key);
        new PieceRun(study.units(), PieceStore.open(folder, study.settings())).compute(piece, progress);
    }
}
