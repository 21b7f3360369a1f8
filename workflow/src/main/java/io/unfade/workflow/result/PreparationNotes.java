package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Message;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.bids.ConditionKind;
import io.unfade.fmri.prepare.LeftOut;
import io.unfade.fmri.prepare.Prepared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Notes on prepared series: what was left out, and what may be unintended. */
public final class PreparationNotes {
    private static final int LISTED = 5;

    private final Prepared prepared;
    private final SeriesSet set;
    private final boolean chosen;

    /** @param chosen whether the conditions were chosen; otherwise each that occurs is a class */
    public PreparationNotes(Prepared prepared, boolean chosen) {
        this.prepared = prepared;
        this.chosen = chosen;
        set = prepared.series();
    }

    /** Adds what was left out and what is unusual to a result. */
    public void addTo(ObjectNode json) {
        json.put("dropped", prepared.dropped());
        ArrayNode blocks = json.putArray("leftOut");
        for (LeftOut block : prepared.leftOut()) {
            blocks.addObject()
                    .put("subject", block.subject())
                    .put("run", block.run())
                    .put("condition", block.condition())
                    .put("onset", block.onset())
                    .put("reason", block.reason().words());
        }
        json.put("overlapping", prepared.overlapping());
        json.put("withoutTask", prepared.blocksWithoutTask());
        names(ConditionKind.REST).forEach(json.putArray("likeRest")::add);
        names(ConditionKind.RESPONSE).forEach(json.putArray("likeResponses")::add);
    }

    /** {@return lines for people, each with a line end; empty if there are no notes} */
    public Message text() {
        List<Message> lines = new ArrayList<>();
        if (prepared.dropped() > 0) {
            lines.add(Message.text(leftOut()));
        }
        if (!chosen) {
            lines.add(Message.of(
                    "Classes: all %d conditions of the events, as none were chosen: %s",
                    set.classNames().size(), String.join(", ", set.classNames())));
            addUnwanted(lines);
        }
        List<String> empty = IntStream.range(0, set.classNames().size())
                .filter(label -> IntStream.range(0, set.count()).noneMatch(i -> set.label(i) == label))
                .mapToObj(set.classNames()::get)
                .toList();
        if (!empty.isEmpty()) {
            lines.add(Message.of("Note: no series is left of %s", String.join(", ", empty)));
        }
        long absent = prepared.context().regions().stream()
                .filter(region -> !region.present())
                .count();
        if (2 * absent > prepared.context().regions().size()) {
            lines.add(Message.of("Note: most regions are absent; do the atlas and the data lie in the same space?"));
        }
        addTaskNotes(lines);
        return lines.stream()
                .reduce(Message.text(""), (all, line) -> all.and(line).and("\n"));
    }

    private void addTaskNotes(List<Message> lines) {
        long without = prepared.blocksWithoutTask();
        if (without > 0) {
            lines.add(Message.of(
                    "Note: %d blocks have no scan on task (they are too short); {taskLength} SECONDS says how long the task "
                            + "lasts, else group tests of such classes need {allSteps}",
                    without));
        }
        if (prepared.overlapping() > 0) {
            lines.add(Message.of(
                    "Note: %d windows hold scans of another block; a shorter {before} or {after} separates them",
                    prepared.overlapping()));
        }
    }

    private void addUnwanted(List<Message> lines) {
        List<String> rest = names(ConditionKind.REST);
        List<String> responses = names(ConditionKind.RESPONSE);
        if (rest.isEmpty() && responses.isEmpty()) {
            return;
        }
        List<String> parts = new ArrayList<>();
        if (!rest.isEmpty()) {
            parts.add("like rest: " + String.join(", ", rest));
        }
        if (!responses.isEmpty()) {
            parts.add("like responses: " + String.join(", ", responses));
        }
        List<String> tasks = names(ConditionKind.TASK);
        lines.add(Message.of(
                "Note: by their names some look %s. If they should not be classes, {conditions} %s",
                String.join("; ", parts),
                tasks.isEmpty() ? "NAME,... names those that should" : String.join(",", tasks) + " leaves them out"));
    }

    private List<String> names(ConditionKind kind) {
        return set.classNames().stream()
                .filter(name -> ConditionKind.of(name) == kind)
                .toList();
    }

    /** {@return the number of blocks left out for each reason, with the name of the first} */
    private String leftOut() {
        Map<LeftOut.Reason, List<LeftOut>> byReason = prepared.leftOut().stream()
                .collect(Collectors.groupingBy(LeftOut::reason, LinkedHashMap::new, Collectors.toList()));
        return byReason.entrySet().stream()
                .map(entry -> "Left out: " + entry.getValue().size()
                        + (entry.getValue().size() == 1 ? " block, because " : " blocks, because ")
                        + entry.getKey().words() + ": "
                        + entry.getValue().stream()
                                .limit(LISTED)
                                .map(block -> block.condition() + " at " + Text.plain(block.onset()) + " s of "
                                        + block.subject() + " " + block.run())
                                .collect(Collectors.joining(", "))
                        + (entry.getValue().size() > LISTED ? ", ..." : ""))
                .collect(Collectors.joining("\n"));
    }
}
