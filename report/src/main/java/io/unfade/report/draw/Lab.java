package io.unfade.report.draw;

/**
 * A colour in CIE 1976 L*a*b* under D65, the approximately uniform space in which colour maps are interpolated.
 *
 * @param lightness L*, 0 black to 100 white
 * @param a green (negative) to red
 * @param b blue (negative) to yellow
 */
public record Lab(double lightness, double a, double b) {
    private static final double WHITE_X = 0.95047;
    private static final double WHITE_Z = 1.08883;
    private static final double LINEAR_BELOW = 6.0 / 29;

    /** {@return the colour of an sRGB triple 0xRRGGBB} */
    public static Lab of(int rgb) {
        double red = linear(rgb >> 16 & 255);
        double green = linear(rgb >> 8 & 255);
        double blue = linear(rgb & 255);
        double x = forward((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / WHITE_X);
        double y = forward(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
        double z = forward((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / WHITE_Z);
        return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z));
    }

    /** {@return the nearest sRGB triple 0xRRGGBB; out-of-gamut colours are clipped per channel} */
    int toRgb() {
        double fy = (lightness + 16) / 116;
        double x = WHITE_X * backward(fy + a / 500);
        double y = backward(fy);
        double z = WHITE_Z * backward(fy - b / 200);
        int red = encoded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z);
        int green = encoded(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z);
        int blue = encoded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z);
        return red << 16 | green << 8 | blue;
    }

    /** {@return the colour interpolated towards another by a share} */
    Lab towards(Lab other, double share) {
        return new Lab(
                lightness + share * (other.lightness - lightness),
                a + share * (other.a - a),
                b + share * (other.b - b));
    }

    /** {@return the same hue and chroma at another lightness} */
    Lab withLightness(double value) {
        return new Lab(value, a, b);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static int encoded(double value) {
        double encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * Math.min(1, Math.max(0, encoded)));
    }

    private static double forward(double value) {
        return value > LINEAR_BELOW * LINEAR_BELOW * LINEAR_BELOW
                ? Math.cbrt(value)
                : value / (3 * LINEAR_BELOW * LINEAR_BELOW) + 4.0 / 29;
    }

    private static double backward(double value) {
        return value > LINEAR_BELOW ? value * value * value : 3 * LINEAR_BELOW * LINEAR_BELOW * (value - 4.0 / 29);
    }
}
