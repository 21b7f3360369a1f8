package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.fmri.region.Region;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The origin of the series of a prepared file: runs, windows, regions. */
public final class FmriSummary {
    private static final int LISTED = 10;

    private final FmriContext context;
    private final int steps;
    private final int series;
    private final double onTask;

    /** @param set the series of the context */
    public FmriSummary(FmriContext context, SeriesSet set) {
        this.context = context;
        steps = set.steps();
        series = set.count();
        onTask = IntStream.range(0, set.count())
                .mapToLong(i -> IntStream.range(0, set.length(i))
                        .filter(t -> set.onTask(i, t))
                        .count())
                .average()
                .orElse(0);
    }

    private List<Region> absent() {
        return context.regions().stream().filter(region -> !region.present()).toList();
    }

    private long subjects() {
        return context.runs().stream()
                .map(FmriContext.RunRecord::subject)
                .distinct()
                .count();
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("subjects", subjects());
        json.put("repetitionTime", context.repetitionTime());
        json.put("before", context.before());
        json.put("after", context.after());
        json.put("lag", context.lag());
        json.put("sliceTime", context.sliceTime());
        json.put("meanStepsOnTask", onTask);
        ArrayNode groups = json.putArray("groups");
        context.groupNames().forEach(groups::add);
        ObjectNode settings = json.putObject("settings");
        context.settings().forEach(settings::put);
        ArrayNode absent = json.putArray("absentRegions");
        absent().forEach(region -> absent.add(region.name()));
        ArrayNode runs = json.putArray("runs");
        for (FmriContext.RunRecord run : context.runs()) {
            ObjectNode node = runs.addObject();
            node.put("subject", run.subject());
            node.put("run", run.run());
            node.put("data", run.data());
            node.put("scans", run.scans());
            node.put("events", run.events());
            node.put("censored", run.censored());
        }
        return json;
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "fMRI: %d run%s of %d subject%s, TR %s s; %d windows of %d scans, from %s s before to %s s after the onset, "
                        + "%s s later for the haemodynamic lag; %s of the scans on task%n",
                context.runs().size(),
                context.runs().size() == 1 ? "" : "s",
                subjects(),
                subjects() == 1 ? "" : "s",
                Text.plain(context.repetitionTime()),
                series,
                steps,
                Text.plain(context.before()),
                Text.plain(context.after()),
                Text.plain(context.lag()),
                Text.plain(onTask)));
        context.settings()
                .forEach((key, value) ->
                        text.append(key).append(": ").append(value).append('\n'));
        text.append(regions()).append(groups());
        int censored = context.runs().stream()
                .mapToInt(FmriContext.RunRecord::censored)
                .sum();
        if (censored > 0) {
            text.append(censored)
                    .append(" censored scans (motion, not yet steady) were filled from their neighbours\n");
        }
        return text.toString();
    }

    private String regions() {
        List<Region> absent = absent();
        String count = context.regions().size() + " regions";
        if (absent.isEmpty()) {
            return count + ", all present\n";
        }
        String names = absent.stream()
                .limit(LISTED)
                .map(Region::name)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return count + ", of which " + absent.size() + " absent (columns of 0): " + names
                + (absent.size() > LISTED ? ", ..." : "") + "\n";
    }

    private String groups() {
        StringBuilder text = new StringBuilder("Groups: ");
        int shown = Math.min(LISTED + 2, context.groupNames().size());
        for (int g = 0; g < shown; g++) {
            text.append(g == 0 ? "" : ", ")
                    .append(g)
                    .append(" = ")
                    .append(context.groupNames().get(g));
        }
        return text.append(shown < context.groupNames().size() ? ", ...\n" : "\n")
                .toString();
    }
}
