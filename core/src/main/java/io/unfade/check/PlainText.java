package io.unfade.check;

/**
 * Sanitises text from files and users for display: escapes what a terminal would interpret, and what would make text
 * look like something else. One pass over the text.
 */
public final class PlainText {
    private static final int LONGEST = 1000;
    private static final int HEAD = 700;
    private static final int TAIL = 250;
    private static final int QUOTED = 40;

    private PlainText() {}

    /**
     * {@return multi-line text with everything invisible escaped: control characters except tabs and line feeds,
     * direction marks, zero-width characters, other line separators, lone surrogates; each as in JSON, such as {@code
     * \u001b}}
     */
    public static String visible(String text) {
        return escaped(text, true);
    }

    /** {@return a name escaped as by {@link #visible}, including tabs and line feeds} */
    public static String name(String text) {
        return escaped(text, false);
    }

    /**
     * {@return a message as one line of at most about {@value #LONGEST} characters: breaks and the blanks around them
     * become one blank, invisible characters are escaped, and long text is shortened in the middle}
     */
    public static String oneLine(String text) {
        return escaped(shortened(squeezed(text.strip())), false);
    }

    /** {@return text of a file in quotes, fit for one line: cut to 40 characters, control characters shown as '?'} */
    public static String quote(String text) {
        int end = text.length() <= QUOTED
                ? text.length()
                : Character.isHighSurrogate(text.charAt(QUOTED - 1)) ? QUOTED - 1 : QUOTED;
        StringBuilder quoted = new StringBuilder("'");
        text.substring(0, end)
                .codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? '?' : c)
                .forEach(quoted::appendCodePoint);
        return quoted.append(end < text.length() ? "...'" : "'").toString();
    }

    /** {@return text with its middle left out if it is long} */
    static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int head = Character.isHighSurrogate(text.charAt(HEAD - 1)) ? HEAD - 1 : HEAD;
        int tail = text.length() - TAIL;
        tail = Character.isLowSurrogate(text.charAt(tail)) ? tail + 1 : tail;
        return text.substring(0, head) + " ... (" + (tail - head) + " characters left out) ... " + text.substring(tail);
    }

    private static String squeezed(String text) {
        StringBuilder line = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = i;
            boolean breaks = false;
            while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
                breaks |= isBreak(text.charAt(end));
                end++;
            }
            if (breaks) {
                line.append(' ');
            } else {
                line.append(text, i, end);
            }
            if (end < text.length()) {
                line.append(text.charAt(end));
            }
            i = end + 1;
        }
        return line.toString();
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r' || c == '\u000b' || c == '\f' || c == '\u2028' || c == '\u2029';
    }

    private static String escaped(String text, boolean ofLines) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            boolean kept = isSeen(c) || (ofLines && isLayout(text, i, c));
            if (!kept && shown == null) {
                shown = new StringBuilder(text.substring(0, i));
            }
            if (shown != null) {
                if (kept) {
                    shown.appendCodePoint(c);
                } else {
                    escape(text, i, next, shown);
                }
            }
            i = next;
        }
        return shown == null ? text : shown.toString();
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static boolean isLayout(String text, int at, int c) {
        boolean endsLine = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
        return c == '\n' || c == '\t' || endsLine;
    }

    private static void escape(String text, int from, int to, StringBuilder shown) {
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    String digits = Integer.toHexString(unit);
                    shown.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
                }
            }
        }
    }
}
