package io.unfade.report.page;

import io.unfade.report.draw.Figure;
import io.unfade.report.draw.FigureFiles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Embeds figures in a page, and writes them to the folder next to it. */
public final class PageFigures {
    private final FigureFiles files;
    private final String folderName;
    private int drawn;

    /** @param folderName of the figures' folder, as in the page's links */
    PageFigures(FigureFiles files, String folderName) {
        this.files = files;
        this.folderName = folderName;
    }

    /**
     * {@return figures as HTML, each with its title, its notes and links to its files}
     *
     * @param group prefix of the file names; may be empty
     * @throws IOException if a file cannot be written
     */
    public String html(String group, List<Figure> figures) throws IOException {
        StringBuilder html = new StringBuilder();
        for (Figure figure : figures) {
            String name = folderName + "/" + files.write(group, figure);
            List<Map<String, Object>> drawings = new ArrayList<>();
            for (Figure part : figure.parts()) {
                drawn++;
                drawings.add(Map.of("svg", part.toInlineSvg("f" + drawn + "-")));
            }
            html.append(Template.FIGURE.filled(new Values()
                    .with("title", figure.title())
                    .with("drawings", drawings)
                    .with("wide", figure.wide())
                    .with("one", drawings.size() == 1)
                    .with("notes", String.join(" ", figure.notes()))
                    .with("png", name + ".png")
                    .with("svg", name + ".svg")));
        }
        return html.toString();
    }
}
