package io.unfade.report.page;

import io.unfade.report.draw.Figure;
import io.unfade.report.draw.FigureFiles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Turns a page into the names and values that the templates ask for, and writes its figures on the way. */
final class PageView {
    private final FigureFiles files;
    private final String folderName;
    private int drawn;

    /** @param folderName of the figures' folder, as the page's links name it */
    PageView(FigureFiles files, String folderName) {
        this.files = files;
        this.folderName = folderName;
    }

    Map<String, Object> of(ReportPage page) throws IOException {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("title", page.title());
        view.put("summary", page.summary());
        view.put("hasResults", !page.results().isEmpty());
        view.put("results", page.results().stream().map(PageView::of).toList());
        List<Object> sections = new ArrayList<>();
        for (Section section : page.sections()) {
            sections.add(of(section, "s" + (sections.size() + 1)));
        }
        view.put("sections", sections);
        view.put("several", sections.size() > 1);
        view.put("footer", page.footer());
        return view;
    }

    private static Map<String, Object> of(ResultCard card) {
        return Map.of("label", card.label(), "value", card.value(), "meaning", card.meaning());
    }

    private Map<String, Object> of(Section section, String id) throws IOException {
        List<Object> blocks = new ArrayList<>();
        for (Block block : section.blocks()) {
            blocks.add(of(block));
        }
        return Map.of("id", id, "heading", section.heading(), "text", section.text(), "blocks", blocks);
    }

    private Map<String, Object> of(Block block) throws IOException {
        if (block instanceof Paragraph paragraph) {
            return Map.of("paragraph", paragraph.text());
        } else if (block instanceof HowToRead) {
            return Map.of("howToRead", true);
        } else if (block instanceof Table table) {
            return Map.of("table", of(table));
        } else if (block instanceof FigureBlock figures) {
            return Map.of("figures", Map.of("caption", figures.caption(), "items", of("", figures.figures())));
        } else if (block instanceof TimeSlider slider) {
            return Map.of("slider", of(slider));
        } else if (block instanceof Gallery gallery) {
            return Map.of("gallery", of(gallery));
        } else if (block instanceof ModelCard card) {
            return Map.of("modelCard", of(card));
        }
        throw new IllegalArgumentException("no template for " + block.getClass());
    }

    private Map<String, Object> of(TimeSlider slider) throws IOException {
        List<Object> frames = new ArrayList<>();
        for (int i = 0; i < slider.frames().size(); i++) {
            TimeSlider.Frame frame = slider.frames().get(i);
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("label", frame.label());
            view.put("kept", slider.kept(i));
            view.put("items", of(frame.label(), List.of(frame.figure())));
            frames.add(view);
        }
        return Map.of(
                "caption",
                slider.caption(),
                "frames",
                frames,
                "count",
                frames.size(),
                "last",
                frames.size() - 1,
                "middle",
                slider.middle(),
                "several",
                frames.size() > 1);
    }

    private static Map<String, Object> of(ModelCard card) {
        List<Map<String, String>> facts = card.facts().stream()
                .map(fact -> Map.of("key", fact.key(), "value", fact.value()))
                .toList();
        return Map.of("name", card.name(), "facts", facts);
    }

    private static Map<String, Object> of(Table table) {
        List<Map<String, Object>> columns = table.columns().stream()
                .map(column -> Map.<String, Object>of(
                        "name", column.name(), "unit", column.unit(), "numeric", column.numeric()))
                .toList();
        List<Map<String, String>> explanations = table.columns().stream()
                .filter(column -> !column.explanation().isEmpty())
                .map(column -> Map.of("name", column.name(), "explanation", column.explanation()))
                .toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            List<Map<String, Object>> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(cell(table, i, row.get(i)));
            }
            rows.add(Map.of("cells", cells));
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("caption", table.caption());
        view.put("columns", columns);
        view.put("rows", rows);
        view.put("marked", IntStream.range(0, columns.size()).anyMatch(table::marks));
        view.put("explained", !explanations.isEmpty());
        view.put("explanations", explanations);
        return view;
    }

    private static Map<String, Object> cell(Table table, int index, Object entry) {
        Table.Column column = table.columns().get(index);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("value", column.written(entry));
        view.put("numeric", column.numeric());
        view.put("names", index == 0);
        view.put("inside", entry instanceof Table.Marked marked && marked.inside());
        view.put("outside", entry instanceof Table.Marked marked && !marked.inside());
        view.put("unmarked", column.numeric() && table.marks(index) && !(entry instanceof Table.Marked));
        return view;
    }

    private Map<String, Object> of(Gallery gallery) throws IOException {
        Set<String> classes = new LinkedHashSet<>();
        List<Object> cards = new ArrayList<>();
        for (SeriesCard card : gallery.series()) {
            String filed = card.trueClass().isEmpty() ? card.predictedClass() : card.trueClass();
            classes.add(filed);
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("id", card.id());
            view.put("class", filed);
            view.put("trueClass", card.trueClass());
            view.put("predictedClass", card.predictedClass());
            view.put("probability", String.format(Locale.ROOT, "%.1f %%", 100 * card.probability()));
            view.put("wrong", !card.right());
            view.put("known", !card.trueClass().isEmpty());
            view.put("note", card.note());
            view.put("items", of("series " + card.id(), card.figures()));
            cards.add(view);
        }
        boolean judged =
                gallery.series().stream().anyMatch(card -> !card.trueClass().isEmpty());
        return Map.of(
                "classes", List.copyOf(classes), "filterable", cards.size() > 1, "judged", judged, "series", cards);
    }

    private List<Object> of(String group, List<Figure> figures) throws IOException {
        List<Object> items = new ArrayList<>();
        for (Figure figure : figures) {
            String name = files.write(group, figure);
            List<Map<String, Object>> drawings = new ArrayList<>();
            for (Figure part : figure.parts()) {
                drawn++;
                drawings.add(Map.of("svg", part.toInlineSvg("f" + drawn + "-")));
            }
            items.add(Map.of(
                    "title",
                    figure.title(),
                    "drawings",
                    drawings,
                    "wide",
                    figure.wide(),
                    "one",
                    drawings.size() == 1,
                    "notes",
                    String.join(" ", figure.notes()),
                    "png",
                    folderName + "/" + name + ".png",
                    "svg",
                    folderName + "/" + name + ".svg"));
        }
        return items;
    }
}
