package io.unfade.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The width of text as a reader's machine will roughly draw it. An estimate on the wide side, from the kind of each
 * character alone: figures come out the same on every machine, also where no fonts are installed.
 */
final class TextWidth {
    private static final String NARROW = "ijl.,:;|!'I ()[]ft";
    private static final String BROAD = "mwMW@%";

    private TextWidth() {}

    /** {@return the width in points of one line} */
    static double of(String text, double size) {
        return size * text.codePoints().mapToDouble(TextWidth::share).sum();
    }

    /** {@return the text, or its beginning and an ellipsis that fit into a width} */
    static String fit(String text, double size, double width) {
        if (of(text, size) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int kept = points.length;
        while (kept > 1 && of(new String(points, 0, kept) + "…", size) > width) {
            kept--;
        }
        return new String(points, 0, kept).stripTrailing() + "…";
    }

    /** {@return the text, or its beginning and end around an ellipsis: names that begin alike stay apart} */
    static String fitMiddle(String text, double size, double width) {
        if (of(text, size) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        for (int kept = points.length - 1; kept > 2; kept--) {
            int end = kept * 2 / 5;
            String shortened = new String(points, 0, kept - end).stripTrailing()
                    + "…"
                    + new String(points, points.length - end, end).stripLeading();
            if (of(shortened, size) <= width) {
                return shortened;
            }
        }
        return fit(text, size, width);
    }

    /** {@return the text broken at spaces into at most a number of lines, the last one cut if need be} */
    static List<String> wrap(String text, double size, double width, int maxLines) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            boolean full = !line.isEmpty() && of(line + " " + word, size) > width;
            if (full && lines.size() < maxLines - 1) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines.stream().map(each -> fit(each, size, width)).toList();
    }

    private static double share(int character) {
        if (NARROW.indexOf(character) >= 0) {
            return 0.36;
        }
        if (BROAD.indexOf(character) >= 0) {
            return 0.95;
        }
        boolean wide = (character >= 0x1100 && character < 0x1200) || (character >= 0x2e80 && character < 0xfb00);
        if (wide || character >= 0x1f000) {
            return 1.1;
        }
        return Character.isUpperCase(character) ? 0.7 : 0.61;
    }
}
