package io.unfade.report;

import java.util.List;

/**
 * What a stroke, a text or a filled area stands for. Each ink has one fixed colour for files; in a page its class lets
 * the style sheet replace it, which is how inline figures follow a dark page.
 */
enum Ink {
    TEXT(0x1f2933),
    MUTED(0x52606d),
    AXIS(0x7b8794),
    GRID(0xe4e7eb),
    PAPER(0xffffff),
    BLACK(0x000000),
    WHITE(0xffffff),
    HATCH(0x8f8f8f),
    NO_DATA(ColorMap.NO_DATA),
    SPAN_LATE(0xb8c1cc),
    SPAN_REFERENCE(0xf2c94c),
    /* Lines: the colours of Okabe and Ito, "Color universal design", 2008, in an order that also differs in lightness. */
    LINE_0(0xd55e00),
    LINE_1(0x0072b2),
    LINE_2(0x009e73),
    LINE_3(0xcc79a7),
    LINE_4(0x6b5b00),
    LINE_5(0x56b4e9);

    private static final List<Ink> LINES = List.of(LINE_0, LINE_1, LINE_2, LINE_3, LINE_4, LINE_5);

    private final int rgb;

    Ink(int rgb) {
        this.rgb = rgb;
    }

    /** {@return the colour in files, 0xRRGGBB} */
    int rgb() {
        return rgb;
    }

    /** {@return the ink of the i-th line of a chart; repeats after six} */
    static Ink line(int index) {
        return LINES.get(index % LINES.size());
    }
}
