package io.unfade.fmri.bids;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.check.MalformedFileException;
import io.unfade.check.NearestWord;
import io.unfade.check.PlainText;
import io.unfade.fmri.table.TextCell;
import io.unfade.fmri.table.TextTable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The confounds of a run computed by fMRIPrep (1.2 and later): {@code *_desc-confounds_timeseries.tsv} or {@code
 * *_desc-confounds_regressors.tsv}, one line for each scan.
 *
 * <p>As in nilearn, an {@code n/a} in the first scan, where derivatives are undefined, is replaced by the value of the
 * second, and scans marked by a column {@code non_steady_state_outlier*} are excluded. Values keep their means.
 *
 * <p>The anatomical CompCor components selected by a {@link ConfoundPreset} are those of the combined mask. The {@code
 * .json} file of the same name identifies them and is required, as in nilearn's {@code load_confounds}: up to fMRIPrep
 * 20.2, columns {@code a_comp_cor_*} come from three masks.
 */
public final class ConfoundsFile {
    private static final String NON_STEADY = "non_steady_state";

    private final TextTable table;

    private ConfoundsFile(TextTable table) {
        this.table = table;
    }

    /**
     * {@return the chosen confounds, and which scans are kept}
     *
     * @param file the table
     * @param selection the confounds and the scrubbing wanted
     * @throws MalformedFileException if a column is absent, a value is not a finite number, or CompCor components are
     *     requested and no file identifies their masks
     */
    public static Confounds read(Path file, ConfoundSelection selection) throws IOException {
        TextTable table = TextTable.read(file);
        if (table.rows().isEmpty()) {
            throw table.problem("", "has no scan below its header");
        }
        return new ConfoundsFile(table).chosen(selection);
    }

    private Confounds chosen(ConfoundSelection selection) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (ConfoundPreset preset : selection.presets()) {
            names.addAll(preset.columns(preset.needsMasks() ? combinedComponents() : table.columns()));
        }
        names.addAll(selection.columns());
        checkPresent(names);
        double[][] values = new double[table.rows().size()][names.size()];
        int place = 0;
        for (String name : names) {
            double[] column = withFirst(numbers(name), name);
            for (int scan = 0; scan < values.length; scan++) {
                values[scan][place] = column[scan];
            }
            place++;
        }
        return new Confounds(List.copyOf(names), values, kept(selection));
    }

    private boolean[] kept(ConfoundSelection selection) throws MalformedFileException {
        boolean[] kept = new boolean[table.rows().size()];
        Arrays.fill(kept, true);
        Scrubbing scrubbing = selection.scrubbing();
        if (scrubbing != null) {
            checkPresent(List.of("framewise_displacement", "std_dvars"));
            kept = scrubbing.kept(numbers("framewise_displacement"), numbers("std_dvars"));
        }
        for (String name : table.columns()) {
            if (name.startsWith(NON_STEADY)) {
                double[] marks = numbers(name);
                for (int scan = 0; scan < kept.length; scan++) {
                    kept[scan] &= marks[scan] == 0;
                }
            }
        }
        return kept;
    }

    /** {@return a column, with NaN where it has no value} */
    private double[] numbers(String name) throws MalformedFileException {
        int column = table.find(name);
        List<TextTable.Row> rows = table.rows();
        double[] numbers = new double[rows.size()];
        for (int scan = 0; scan < numbers.length; scan++) {
            TextTable.Row row = rows.get(scan);
            numbers[scan] = TextCell.isMissing(row.cells().get(column))
                    ? Double.NaN
                    : table.number(row, column, "a finite number or n/a");
        }
        return numbers;
    }

    /** Fills a missing first value with the second. Returns the column. */
    private double[] withFirst(double[] numbers, String name) throws MalformedFileException {
        if (numbers.length > 1 && Double.isNaN(numbers[0])) {
            numbers[0] = numbers[1];
        }
        for (int scan = 0; scan < numbers.length; scan++) {
            if (Double.isNaN(numbers[scan])) {
                throw table.problem(
                        table.rows().get(scan), table.find(name), "has no value; only the first scan may have none");
            }
        }
        return numbers;
    }

    private void checkPresent(Iterable<String> names) throws MalformedFileException {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (table.find(name) < 0) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw table.problem(
                    "header",
                    "has no column " + PlainText.quote(missing.get(0))
                            + (missing.size() > 1 ? " (and lacks " + rest(missing) + ")" : "")
                            + NearestWord.clause(missing.get(0), table.columns())
                            + "; names for groups of columns are " + ConfoundPreset.words() + ", and "
                            + ConfoundSelection.SCRUB
                            + " leaves scans out");
        }
    }

    private static String rest(List<String> missing) {
        return String.join(", ", missing.subList(1, missing.size()));
    }

    /** {@return the anatomical CompCor components of the combined mask; empty if the table has none of any mask} */
    private List<String> combinedComponents() throws IOException {
        List<String> components = table.columns().stream()
                .filter(name -> name.startsWith(ConfoundPreset.A_COMP_COR))
                .toList();
        if (components.isEmpty()) {
            return List.of();
        }
        Path file = table.file();
        String name = String.valueOf(file.getFileName());
        Path json = file.resolveSibling(
                name.substring(0, name.length() - BidsName.of(file).extension().length()) + ".json");
        if (!Files.isRegularFile(json)) {
            throw table.problem(
                    "header",
                    "has " + components.size() + " components of anatomical CompCor, but " + json.getFileName()
                            + ", which says the mask of each, is not next to it; put it there, or name the columns "
                            + "to use, such as " + components.get(0));
        }
        JsonNode content = Sidecar.content(json);
        List<String> combined = components.stream()
                .filter(column -> isCombined(content.path(column)))
                .toList();
        if (combined.isEmpty()) {
            throw new MalformedFileException(
                    json,
                    "",
                    "says of none of the " + components.size() + " components of anatomical CompCor in " + name
                            + " that its Mask is combined; name the columns to use, such as "
                            + components.get(0));
        }
        return combined;
    }

    private static boolean isCombined(JsonNode component) {
        return component.path("Mask").asText("").equals("combined");
    }
}
