package io.unfade.workflow.page;

import io.unfade.fmri.group.RegionEffect;
import io.unfade.metric.Estimate;
import io.unfade.report.draw.Figure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.PageBlock;
import io.unfade.report.page.Paragraph;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.ResultCard;
import io.unfade.report.page.Section;
import io.unfade.report.page.Table;
import io.unfade.report.page.Table.Column;
import io.unfade.vanishing.Fading;
import io.unfade.workflow.result.BlockFindings;
import io.unfade.workflow.result.ExplainedBlocks;
import io.unfade.workflow.result.GroupTable;
import io.unfade.workflow.result.ModelDoubts;
import io.unfade.workflow.result.Text;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The report of {@code unfade fmri report}: which regions mattered at which time of a task, and how credible this is. */
public final class BrainPage {
    private static final int MOST_CLASSES = 12;
    private static final int MOST_FRAMES = 40;
    private static final int LISTED = 5;

    private final ExplainedBlocks explained;
    private final BlockFindings findings;
    private final Checks checks;
    private final @Nullable BrainViews brain;
    private final BrainPageFigures figures;
    private final List<Integer> classes;

    /**
     * Further tests.
     *
     * @param group comparison of the classes; null if there are too few observations
     * @param whyNot why there is no comparison; empty if there is
     * @param removal accuracy without cells; null if the model is unknown
     */
    public record Checks(@Nullable GroupTable group, String whyNot, BlockFindings.@Nullable Removal removal) {}

    /**
     * Summarises the maps.
     *
     * @param brain location of the regions; null if they are not in an image
     */
    public BrainPage(ExplainedBlocks explained, BlockFindings findings, Checks checks, @Nullable BrainViews brain) {
        this.explained = explained;
        this.findings = findings;
        this.checks = checks;
        this.brain = brain;
        figures = new BrainPageFigures(explained, findings);
        classes = figures.classes(MOST_CLASSES);
    }

    /** {@return the page} */
    public ReportPage page() {
        List<Section> sections = new ArrayList<>();
        sections.add(where());
        sections.add(when());
        sections.add(ranking());
        sections.add(group());
        sections.add(trust());
        sections.add(data());
        return new ReportPage(
                "What mattered in the brain, and when",
                summary(),
                cards(),
                sections,
                "unfade, saliency method " + explained.maps().origin().method() + ", explained output "
                        + explained.maps().origin().output() + ", series "
                        + explained.file().getFileName());
    }

    private String summary() {
        String accuracy = String.format(
                Locale.ROOT,
                "The model classifies %.1f %% of %d blocks correctly (%d classes), which is %s. ",
                100 * findings.evaluation().scores().accuracy(),
                explained.set().count(),
                explained.classNames().size(),
                findings.evaluation().accuracy().verdict());
        String note = explained.note().isEmpty() ? "" : explained.note() + " ";
        String known = DoubtCards.summary(doubts()) + accuracy + note + FadingText.sentence(findings.fading());
        if (!explained.hasRest()) {
            return known;
        }
        return known
                + String.format(
                        Locale.ROOT,
                        " Of the 10 %% most salient cells %s lie in scans on task; if spread evenly it would be %.1f %%.",
                        withInterval(findings.onTask().get(0)),
                        findings.even());
    }

    private List<String> doubts() {
        return ModelDoubts.of(findings.evaluation()).stream().toList();
    }

    private String withInterval(Estimate estimate) {
        String mean = Text.percent(estimate.mean() / 100);
        return Double.isNaN(estimate.low())
                ? mean
                : mean
                        + String.format(
                                Locale.ROOT,
                                " (95 %% interval over %s %.1f to %.1f %%)",
                                findings.units(),
                                estimate.low(),
                                estimate.high());
    }

    private List<ResultCard> cards() {
        List<ResultCard> cards = new ArrayList<>();
        cards.add(new ResultCard(
                "Blocks explained",
                Integer.toString(explained.set().count()),
                explained.set().features() + " regions, " + explained.set().steps() + " scans of "
                        + Text.plain(explained.context().repetitionTime()) + "\u00a0s"));
        cards.add(new ResultCard(
                "Accuracy",
                Text.percent(findings.evaluation().scores().accuracy()),
                "share classified correctly, 95 % interval "
                        + findings.evaluation().accuracy().percentInterval() + "; the largest class is "
                        + Text.percent(findings.largestClass())));
        cards.add(new ResultCard(
                "Saliency over time",
                findings.fading().verdict() == Fading.Verdict.KEEPS
                        ? "does not fade"
                        : findings.fading().verdict().label(),
                Text.percent(findings.fading().shareInLast(Fading.LAST_TENTH)) + " in the last 10 % of the scans"));
        cards.addAll(DoubtCards.of(doubts()));
        if (explained.hasRest()) {
            Estimate first = findings.onTask().get(0);
            String interval = Double.isNaN(first.low())
                    ? ""
                    : String.format(Locale.ROOT, " (%.0f to %.0f)", first.low(), first.high());
            cards.add(new ResultCard(
                    "On task",
                    Text.percent(first.mean() / 100),
                    String.format(
                            Locale.ROOT,
                            "of the 10 %% most salient cells%s; evenly %.1f %%",
                            interval,
                            findings.even())));
        }
        GroupTable group = checks.group();
        if (group != null) {
            int found = IntStream.range(0, group.result().classNames().size())
                    .map(k -> group.found(k).size())
                    .sum();
            cards.add(new ResultCard(
                    "Regions of one class", Integer.toString(found), "corrected p up to 0.05, over all classes"));
        }
        return cards;
    }

    private Section where() {
        if (brain == null) {
            String reason = explained.context().parcels() == null
                    ? "The regions come from a table, so it is not known where in the brain they are."
                    : "The regions are parcels of a CIFTI file; fmri map writes them for Connectome Workbench.";
            return new Section("Where", "", List.of(new Paragraph(reason)));
        }
        List<PageBlock> blocks = new ArrayList<>();
        blocks.add(new FigureBlock(
                "Mean over the blocks of a class and their scans on task. All classes have one colour scale.",
                brain.places(
                        classes.stream().map(figures::title).toList(),
                        BrainPageFigures.SHARE,
                        classes.stream().map(figures::overTask).toList())));
        addLeftOut(blocks);
        return new Section(
                "Where",
                "Each region has the colour of its share of the saliency of a block, in one scan: 100 % is all regions and all "
                        + "scans of the window together.",
                blocks);
    }

    private void addLeftOut(List<PageBlock> blocks) {
        if (figures.classes(Integer.MAX_VALUE).size() > classes.size()) {
            blocks.add(new Paragraph("The first " + MOST_CLASSES + " of "
                    + explained.classNames().size() + " classes are shown."));
        }
    }

    private Section when() {
        List<PageBlock> blocks = new ArrayList<>();
        if (brain != null) {
            blocks.add(slider(brain));
        }
        String regions =
                figures.leavesRegionsOut() ? "The regions with the largest shares in any class, " : "All regions, ";
        List<Figure> heat = classes.stream().<Figure>map(figures::overTime).toList();
        blocks.add(new FigureBlock(
                regions + "mean over the blocks of a class. Time counts from the block's onset; "
                        + Text.plain(explained.context().lag())
                        + " s of haemodynamic lag are taken out. Each class has its own "
                        + "colour scale.",
                heat));
        return new Section("When", "", blocks);
    }

    private PageBlock slider(BrainViews views) {
        double[] seconds = explained.seconds();
        int shown = Math.min(views.mostMoments(classes.size(), MOST_FRAMES), seconds.length);
        int[] steps = IntStream.range(0, shown)
                .map(f -> shown == 1 ? 0 : Math.round((float) f * (seconds.length - 1) / (shown - 1)))
                .toArray();
        double[][][] values = classes.stream()
                .map(k -> Arrays.stream(steps).mapToObj(t -> figures.at(k, t)).toArray(double[][]::new))
                .toArray(double[][][]::new);
        List<String> moments = Arrays.stream(steps)
                .mapToObj(t -> moment(seconds[t], explained.countOnTask(t)))
                .toList();
        List<String> names = classes.stream().map(explained.classNames()::get).toList();
        return views.overTime(BrainPageFigures.SHARE, names, values, moments);
    }

    private String moment(double seconds, int onTask) {
        String when = Text.plain(Math.abs(seconds)) + " s " + (seconds < 0 ? "before" : "after") + " onset";
        if (!explained.hasRest()) {
            return when;
        }
        return when + (onTask == 0 ? ", off task" : onTask == explained.set().count() ? ", on task" : ", some on task");
    }

    private Section ranking() {
        return new Section(
                "Which regions mattered most",
                "The share of a block's saliency that a region has in all scans on task together.",
                List.of(new FigureBlock(
                        "Mean over " + findings.units() + ".",
                        classes.stream().<Figure>map(figures::ranking).toList())));
    }

    private Section group() {
        GroupTable group = checks.group();
        String heading = "Which regions belong to one class";
        if (group == null) {
            return new Section(heading, "", List.of(new Paragraph("Not tested: " + checks.whyNot() + ".")));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int k = 0; k < group.result().classNames().size(); k++) {
            for (RegionEffect effect :
                    group.result().strongest(k).stream().limit(LISTED).toList()) {
                rows.add(List.of(
                        group.result().classNames().get(k),
                        effect.region().name(),
                        size(effect),
                        group.peak(effect),
                        effect.effect(),
                        effect.t(),
                        effect.p(),
                        effect.pCorrected(),
                        effect.q()));
            }
        }
        List<PageBlock> blocks = new ArrayList<>();
        blocks.add(new Table("The " + LISTED + " strongest regions of each class", columns(), rows));
        if (!group.warning().isEmpty()) {
            blocks.add(new Paragraph(group.warning()));
        }
        return new Section(heading, group.method() + " Each class is compared with all others.", blocks);
    }

    /** {@return the size of a region; NaN if unknown} */
    private static double size(RegionEffect effect) {
        int voxels = effect.region().voxels();
        return voxels == 0 ? Double.NaN : voxels;
    }

    private static List<Column> columns() {
        return List.of(
                Column.text("Class", ""),
                Column.text("Region", ""),
                Column.number("Size", "voxels", 0, "Voxels or vertices of the region, if known."),
                Column.number("Peak", "s", 1, "When the class has most saliency there, from the block's onset."),
                Column.number("d", "", 2, "Cohen's d: difference of the means in standard deviations."),
                Column.number("t", "", 2, "Welch's t."),
                Column.number("p", "", 4, "By shuffling labels, for this region and class only."),
                Column.number("p corrected", "", 4, "For all regions and classes: by the largest t of each shuffling."),
                Column.number("q", "", 4, "Rate of false discoveries (Benjamini and Hochberg)."));
    }

    private Section trust() {
        List<PageBlock> blocks = new ArrayList<>();
        if (explained.hasRest()) {
            blocks.add(FigureBlock.of(
                    "A model that forgets looks at the rest after the block, whatever the truth. Attention may look early, at "
                            + "the rest before it: early inputs are in every average. Only windows with rest on both sides "
                            + "tell either from looking at the task.",
                    figures.onTask(),
                    figures.distribution()));
        } else if (!explained.hasTask()) {
            blocks.add(new Paragraph("No scan is on task, so whether the saliency follows the task cannot be said."));
        } else {
            blocks.add(
                    new Paragraph("The windows hold no rest, so whether the saliency follows the task cannot be said; "
                            + "windows that end later after the onset, as they are prepared, add rest."));
        }
        BlockFindings.Removal removal = checks.removal();
        if (removal != null) {
            blocks.add(FigureBlock.of(
                    "If the map is right, removing what it calls salient costs more than removing other cells. Removed cells "
                            + "get the mean of the training series.",
                    BrainPageFigures.removal(removal)));
        } else {
            blocks.add(new Paragraph(
                    "Given the model, the report also shows what removing the most salient cells costs."));
        }
        return new Section("Can it be trusted", "", blocks);
    }

    private Section data() {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("runs", Integer.toString(explained.context().runs().size())));
        rows.add(List.of("repetition time", Text.plain(explained.context().repetitionTime()) + " s"));
        rows.add(List.of(
                "window",
                Text.plain(explained.context().before()) + " s before to "
                        + Text.plain(explained.context().after()) + " s after the onset, "
                        + Text.plain(explained.context().lag()) + " s later in the scans"));
        explained.context().settings().forEach((key, value) -> rows.add(List.of(key, value)));
        Table table = new Table(
                "How the series were made", List.of(Column.text("Setting", ""), Column.text("Value", "")), rows);
        return new Section("The data", "", List.of(table));
    }
}
