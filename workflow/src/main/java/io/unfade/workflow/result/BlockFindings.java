package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.fmri.map.ClassMaps;
import io.unfade.fmri.region.Region;
import io.unfade.metric.Estimate;
import io.unfade.metric.TaskShare;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What the maps of the blocks of a task show: how much saliency lies on task, which regions have most of it, and the
 * model's accuracy. Intervals are over runs or subjects. Computed once.
 */
public final class BlockFindings {
    private static final double[] FRACTIONS = {0.1, 0.2, 0.3, 0.4, 0.5};
    private static final int MOST_SHOWN = 16;

    private final ExplainedBlocks explained;
    private final int[] groups;
    private final String units;
    private final Evaluation evaluation;
    private final Fading fading;
    private final List<Estimate> onTask;
    private final double even;
    private final List<List<Estimate>> shares;
    private final ClassMaps means;
    private final int[] shown;

    /**
     * Summarises all maps.
     *
     * @param groups the run or subject of each series
     * @param units what these are, in the plural
     */
    public BlockFindings(ExplainedBlocks explained, int[] groups, String units) {
        this.explained = explained;
        this.groups = groups.clone();
        this.units = units;
        evaluation = Evaluation.of(explained.maps(), explained.set()).orElseThrow();
        fading = Diagnosis.fading(explained.maps());
        List<TaskShare> each = IntStream.range(0, groups.length)
                .mapToObj(i -> TaskShare.of(explained.maps().absolute(i), explained.onTask(i), fractionsOfAll()))
                .toList();
        even = each.stream().mapToDouble(TaskShare::even).average().orElse(Double.NaN);
        onTask = onTask(each);
        shares = IntStream.range(0, explained.classNames().size())
                .mapToObj(this::shares)
                .toList();
        means = explained.means(ClassMaps.Value.SHARE);
        shown = strongest();
    }

    /** {@return the regions with the largest share over all steps in any class, in column order} */
    private int[] strongest() {
        double[] largest = new double[explained.set().features()];
        for (int k = 0; k < means.classes(); k++) {
            double[] sums = new double[largest.length];
            for (int t = 0; t < means.steps(); t++) {
                double[] step = means.at(k, t);
                Arrays.setAll(sums, r -> sums[r] + step[r]);
            }
            Arrays.setAll(largest, r -> Math.max(largest[r], Double.isNaN(sums[r]) ? 0 : sums[r]));
        }
        return IntStream.range(0, largest.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer r) -> largest[r]).reversed())
                .limit(MOST_SHOWN)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** {@return the fraction of regions that are present; {@link #fractions} refers to their cells} */
    private double present() {
        List<Region> regions = explained.context().regions();
        return regions.stream().filter(Region::present).count() / (double) regions.size();
    }

    /** {@return {@link #fractions} of the cells of present regions as fractions of all cells} */
    public double[] fractionsOfAll() {
        return Arrays.stream(FRACTIONS).map(q -> q * present()).toArray();
    }

    /** {@return the mean map of each class, as shares of a block's saliency} */
    public ClassMaps means() {
        return means;
    }

    /** {@return the columns of the regions shown over time} */
    public int[] shown() {
        return shown.clone();
    }

    /** {@return the share of the largest class, 0..1} */
    public double largestClass() {
        return IntStream.range(0, means.classes()).map(means::count).max().orElse(0)
                / (double) explained.set().count();
    }

    /** {@return the fractions of cells that count as most salient, 0..1, as in the paper} */
    public static double[] fractions() {
        return FRACTIONS.clone();
    }

    private List<Estimate> onTask(List<TaskShare> each) {
        double[][] perGroup = Arrays.stream(groups)
                .distinct()
                .mapToObj(group -> TaskShare.mean(IntStream.range(0, groups.length)
                                .filter(i -> groups[i] == group)
                                .mapToObj(each::get)
                                .toList())
                        .shares())
                .toArray(double[][]::new);
        return IntStream.range(0, FRACTIONS.length)
                .mapToObj(q -> Estimate.of(
                        Arrays.stream(perGroup).mapToDouble(one -> 100 * one[q]).toArray()))
                .toList();
    }

    private List<Estimate> shares(int index) {
        int[] classOf = explained.classOf();
        double[][] perGroup = IntStream.range(0, classOf.length)
                .filter(i -> classOf[i] == index)
                .map(i -> groups[i])
                .distinct()
                .mapToObj(group -> shareOf(IntStream.range(0, classOf.length)
                        .filter(i -> classOf[i] == index && groups[i] == group)
                        .toArray()))
                .toArray(double[][]::new);
        return IntStream.range(0, explained.set().features())
                .mapToObj(r -> Estimate.of(
                        Arrays.stream(perGroup).mapToDouble(one -> one[r]).toArray()))
                .toList();
    }

    private double[] shareOf(int[] series) {
        int features = explained.set().features();
        double[] sums = new double[features];
        int[] salient = Arrays.stream(series)
                .filter(i -> DoubleStream.of(explained.maps().absolute(i)).sum() > 0)
                .toArray();
        if (salient.length == 0) {
            Arrays.fill(sums, Double.NaN);
        }
        for (int i : salient) {
            boolean all = !explained.hasTask(i);
            double[] cells = explained.maps().absolute(i);
            double total = DoubleStream.of(cells).sum();
            for (int cell = 0; cell < cells.length; cell++) {
                boolean counts = all || explained.set().onTask(i, cell / features);
                sums[cell % features] += counts ? 100 * cells[cell] / total / salient.length : 0;
            }
        }
        return sums;
    }

    /** {@return the unit of the intervals, in the plural} */
    public String units() {
        return units;
    }

    /** {@return the model's accuracy} */
    public Evaluation evaluation() {
        return evaluation;
    }

    /** {@return the diagnosis of fading} */
    public Fading fading() {
        return fading;
    }

    /** {@return the share on task of the most salient cells, in percent, for each of the fractions} */
    public List<Estimate> onTask() {
        return onTask;
    }

    /** {@return the share on task of uniform saliency, in percent} */
    public double even() {
        return 100 * even;
    }

    /** {@return each region's share of a block's saliency over all scans on task, in percent} */
    public List<Estimate> sharesOf(int index) {
        return shares.get(index);
    }

    /**
     * {@return all findings for programs}
     *
     * @param group comparison of the classes; null if there was none
     * @param whyNot why there was none; empty if there was
     * @param removal accuracy without cells; null if the model is unknown
     */
    public ObjectNode json(@Nullable GroupTable group, String whyNot, @Nullable Removal removal) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("series", explained.set().count());
        json.put("accuracy", evaluation.scores().accuracy());
        evaluation.accuracy().addTo(json);
        json.put("largestClass", largestClass());
        json.put("note", explained.note());
        json.put("verdict", fading.verdict().label());
        JsonNumbers.put(json, "shareInLast10Percent", fading.shareInLast(Fading.LAST_TENTH));
        JsonNumbers.put(json, "uniformShareInLast10Percent", fading.uniformShareInLast(Fading.LAST_TENTH));
        JsonNumbers.put(json, "seconds", explained.seconds());
        ObjectNode task = json.putObject("onTask");
        JsonNumbers.put(task, "fractions", FRACTIONS);
        put(task, onTask);
        JsonNumbers.put(task, "ifSpreadEvenly", even());
        ArrayNode classes = json.putArray("classes");
        for (int k = 0; k < shares.size(); k++) {
            ObjectNode node = classes.addObject();
            node.put("name", explained.classNames().get(k));
            ArrayNode regions = node.putArray("regions");
            explained.set().featureNames().forEach(regions::add);
            put(node, shares.get(k));
            if (means.count(k) > 0) {
                putOverTime(node.putObject("overTime"), k);
            }
        }
        json.set("removal", removal == null ? null : removal.json());
        json.set("group", group == null ? null : group.json());
        json.put("notCompared", whyNot);
        return json;
    }

    private void putOverTime(ObjectNode node, int index) {
        ArrayNode steps = node.putArray("percent");
        for (int t = 0; t < means.steps(); t++) {
            double[] step = means.at(index, t);
            ArrayNode row = steps.addArray();
            Arrays.stream(shown).forEach(r -> row.add(100 * step[r]));
        }
        ArrayNode regions = node.putArray("regions");
        Arrays.stream(shown).mapToObj(explained.set().featureNames()::get).forEach(regions::add);
    }

    private static void put(ObjectNode node, List<Estimate> estimates) {
        JsonNumbers.put(node, "percent", numbers(estimates, Estimate::mean));
        JsonNumbers.put(node, "low", numbers(estimates, Estimate::low));
        JsonNumbers.put(node, "high", numbers(estimates, Estimate::high));
    }

    private static double[] numbers(List<Estimate> estimates, ToDoubleFunction<Estimate> which) {
        return estimates.stream().mapToDouble(which).toArray();
    }

    /**
     * Accuracy of the model with cells removed.
     *
     * @param intact with all cells, 0..1
     * @param own without the most salient cells, for each of {@link #fractions}
     * @param random without as many random cells
     */
    public record Removal(double intact, double[] own, double[] random) {
        private ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            JsonNumbers.put(json, "fractions", FRACTIONS);
            json.put("accuracy", intact);
            JsonNumbers.put(json, "withoutMostSalient", own);
            JsonNumbers.put(json, "withoutRandom", random);
            return json;
        }
    }
}
