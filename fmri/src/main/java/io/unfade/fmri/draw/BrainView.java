package io.unfade.fmri.draw;

/** A direction of view. Left is left (neurological convention). */
public enum BrainView {
    /** From the right: a cut at one x, back of the head at the left. */
    SAGITTAL(0, 1, 2, "sagittal", "P", "A"),
    /** From the back: a cut at one y. */
    CORONAL(1, 0, 2, "coronal", "L", "R"),
    /** From above: a cut at one z, front of the head on top. */
    AXIAL(2, 0, 1, "axial", "L", "R");

    private final int across;
    private final int right;
    private final int up;
    private final String word;
    private final String leftLetter;
    private final String rightLetter;

    BrainView(int across, int right, int up, String word, String leftLetter, String rightLetter) {
        this.across = across;
        this.right = right;
        this.up = up;
        this.word = word;
        this.leftLetter = leftLetter;
        this.rightLetter = rightLetter;
    }

    /** {@return the axis of space that runs into the drawing: 0 x, 1 y, 2 z} */
    int across() {
        return across;
    }

    /** {@return the axis of space that runs to the right of the drawing} */
    int right() {
        return right;
    }

    /** {@return the axis of space that runs upwards in the drawing} */
    int up() {
        return up;
    }

    /** {@return the name of the view} */
    String word() {
        return word;
    }

    /** {@return the letter of the left edge: L left, P posterior} */
    String leftLetter() {
        return leftLetter;
    }

    /** {@return the letter of the right edge: R right, A anterior} */
    String rightLetter() {
        return rightLetter;
    }
}
