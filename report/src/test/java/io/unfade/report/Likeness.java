package io.unfade.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * The visible difference between two pictures. A pixel is compared with the most similar pixel around the same position
 * of the other picture: text and lines shifted by up to one pixel, or smoothed differently, are alike; anything
 * missing, cut off, or of another colour is not.
 *
 * @param sameSize whether both have the same size, up to rounding of text widths
 * @param strong number of clearly different pixels
 * @param faintShare the share of pixels with a visibly different colour
 * @param difference the second picture in pale grey, with the faint differences in orange and the strong ones in red
 */
record Likeness(boolean sameSize, int strong, double faintShare, BufferedImage difference) {
    /** Fewer pixels than any letter; rounding of text produces some. */
    static final int MOST_STRONG = 6;

    /** A pale band or mask covers more. */
    static final double MOST_FAINT = 0.002;

    private static final int ROUNDING = 2;
    private static final int STRONG = 64;
    private static final int FAINT = 20;
    private static final int REACH = 1;

    /** {@return the difference of an actual picture from the expected one} */
    static Likeness of(BufferedImage expected, BufferedImage actual) {
        int width = Math.max(expected.getWidth(), actual.getWidth());
        int height = Math.max(expected.getHeight(), actual.getHeight());
        boolean sameSize = Math.abs(expected.getWidth() - actual.getWidth()) <= ROUNDING
                && Math.abs(expected.getHeight() - actual.getHeight()) <= ROUNDING;
        BufferedImage one = onPaper(expected, width, height);
        BufferedImage other = onPaper(actual, width, height);
        BufferedImage difference = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int strong = 0;
        int faint = 0;
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                int apart = Math.max(apart(one, other, x, y), apart(other, one, x, y));
                strong += apart > STRONG ? 1 : 0;
                faint += apart > FAINT ? 1 : 0;
                difference.setRGB(
                        x, y, apart > STRONG ? 0xd00000 : apart > FAINT ? 0xff9d2e : pale(other.getRGB(x, y)));
            }
        }
        return new Likeness(sameSize, strong, (double) faint / (width * height), difference);
    }

    /** {@return whether the difference is unnoticeable} */
    boolean alike() {
        return sameSize && strong <= MOST_STRONG && faintShare <= MOST_FAINT;
    }

    private static BufferedImage onPaper(BufferedImage picture, int width, int height) {
        BufferedImage paper = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = paper.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.drawImage(picture, 0, 0, null);
        graphics.dispose();
        return paper;
    }

    private static int apart(BufferedImage from, BufferedImage to, int x, int y) {
        int rgb = from.getRGB(x, y);
        int least = 255;
        for (int atX = Math.max(0, x - REACH); atX <= Math.min(to.getWidth() - 1, x + REACH); atX++) {
            for (int atY = Math.max(0, y - REACH); atY <= Math.min(to.getHeight() - 1, y + REACH); atY++) {
                least = Math.min(least, distance(rgb, to.getRGB(atX, atY)));
            }
        }
        return least;
    }

    private static int distance(int one, int other) {
        int most = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            most = Math.max(most, Math.abs((one >> shift & 255) - (other >> shift & 255)));
        }
        return most;
    }

    private static int pale(int rgb) {
        int grey = ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3;
        return 0x010101 * (192 + grey / 4);
    }
}
