package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.text.CsvFile;
import io.unfade.fmri.group.GroupResult;
import io.unfade.fmri.group.RegionEffect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The regions that matter more for a class than for the others, as text, CSV and JSON.
 *
 * @param result of the test
 * @param seconds from the block's onset to each step of the windows; owned by this record, not to be changed
 * @param units what counts as one observation, in the plural
 * @param measure the compared measure, in words
 */
public record GroupTable(GroupResult result, double[] seconds, String units, String measure) {
    /** The significance level. */
    private static final double LEVEL = 0.05;

    /** {@return the regions of a class with a corrected p of at most 0.05} */
    public List<RegionEffect> found(int label) {
        return result.strongest(label).stream()
                .filter(effect -> effect.pCorrected() <= LEVEL)
                .toList();
    }

    /** {@return the time in seconds from the onset at which the class has most saliency in the region} */
    public double peak(RegionEffect effect) {
        return seconds[effect.peakStep()];
    }

    /** {@return how p values were computed, in one line} */
    public String method() {
        return String.format(
                Locale.ROOT,
                "Observations: %s. Compared: %s. Labels shuffled %d times%s.",
                units,
                measure,
                result.shufflings(),
                result.exact() ? ", each way once" : "");
    }

    /** {@return a warning if p cannot be small; empty if it can} */
    public String warning() {
        boolean drawn = !result.exact() && result.smallestCorrected() <= 1 / (result.shufflings() + 1.0);
        return result.smallestCorrected() <= LEVEL
                ? ""
                : "With so few shufflings no p can be below " + Text.number(result.smallest())
                        + ", and no corrected p below " + Text.number(result.smallestCorrected())
                        + "; it takes more " + (drawn ? "permutations." : "runs or subjects.");
    }

    /**
     * {@return the strongest regions of each class}
     *
     * @param top number of regions per class
     */
    public String text(int top) {
        Text.Table table = new Text.Table(
                "Class", "Region", "Size", "Peak (s)", "Mean", "Others", "d", "t", "p", "p corrected", "q");
        for (int k = 0; k < result.classNames().size(); k++) {
            List<RegionEffect> strongest = result.strongest(k);
            for (RegionEffect effect : strongest.subList(0, Math.min(top, strongest.size()))) {
                table.row(
                        result.classNames().get(k),
                        effect.region().name(),
                        effect.region().voxels() == 0
                                ? "-"
                                : Integer.toString(effect.region().voxels()),
                        String.format(Locale.ROOT, "%.1f", peak(effect)),
                        Text.number(effect.mean()),
                        Text.number(effect.otherMean()),
                        Text.fixed(effect.effect(), 2),
                        Text.fixed(effect.t(), 2),
                        Text.number(effect.p()),
                        Text.number(effect.pCorrected()),
                        Text.number(effect.q()));
            }
        }
        StringBuilder text = new StringBuilder(method()).append('\n');
        if (!warning().isEmpty()) {
            text.append(warning()).append('\n');
        }
        text.append(counts()).append("\n\n").append(table);
        if (result.leftOut() > 0) {
            text.append(result.leftOut()).append(" series have no saliency in these steps and are left out\n");
        }
        return text.toString();
    }

    private String counts() {
        List<String> counts = new ArrayList<>();
        for (int k = 0; k < result.classNames().size(); k++) {
            counts.add(result.classNames().get(k) + " " + found(k).size());
        }
        return "Regions with corrected p up to " + LEVEL + ": " + String.join(", ", counts);
    }

    /** {@return all classes and regions for programs} */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("observations", units);
        json.put("measure", measure);
        json.put("shufflings", result.shufflings());
        json.put("exact", result.exact());
        json.put("smallestP", result.smallest());
        json.put("smallestCorrectedP", result.smallestCorrected());
        json.put("leftOut", result.leftOut());
        ArrayNode classes = json.putArray("classes");
        for (int k = 0; k < result.classNames().size(); k++) {
            ObjectNode node = classes.addObject();
            node.put("name", result.classNames().get(k));
            node.put("observations", result.observations().get(k));
            node.put("found", found(k).size());
            ArrayNode regions = node.putArray("regions");
            for (RegionEffect effect : result.strongest(k)) {
                ObjectNode region = regions.addObject();
                region.put("region", effect.region().name());
                region.put("label", effect.region().label());
                region.put("voxels", effect.region().voxels());
                JsonNumbers.put(region, "peakSeconds", peak(effect));
                JsonNumbers.put(region, "mean", effect.mean());
                JsonNumbers.put(region, "otherMean", effect.otherMean());
                JsonNumbers.put(region, "cohenD", effect.effect());
                JsonNumbers.put(region, "t", effect.t());
                JsonNumbers.put(region, "p", effect.p());
                JsonNumbers.put(region, "pCorrected", effect.pCorrected());
                JsonNumbers.put(region, "q", effect.q());
            }
        }
        return json;
    }

    /** Writes all classes and regions as CSV, the strongest of each class first. */
    public void write(Path file) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "class",
                "region",
                "label",
                "voxels",
                "peak_seconds",
                "mean",
                "other_mean",
                "cohen_d",
                "t",
                "p",
                "p_corrected",
                "q"));
        for (int k = 0; k < result.classNames().size(); k++) {
            for (RegionEffect effect : result.strongest(k)) {
                lines.add(List.of(
                        result.classNames().get(k),
                        effect.region().name(),
                        Integer.toString(effect.region().label()),
                        Integer.toString(effect.region().voxels()),
                        CsvFile.written(peak(effect)),
                        CsvFile.written(effect.mean()),
                        CsvFile.written(effect.otherMean()),
                        CsvFile.written(effect.effect()),
                        CsvFile.written(effect.t()),
                        CsvFile.written(effect.p()),
                        CsvFile.written(effect.pCorrected()),
                        CsvFile.written(effect.q())));
            }
        }
        CsvFile.write(lines, file);
    }
}
