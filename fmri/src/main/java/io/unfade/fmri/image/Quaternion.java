package io.unfade.fmri.image;

import java.util.Optional;

/**
 * A rotation of the axes of a grid, as stored in NIfTI headers.
 *
 * @param b first stored component; the omitted one is not negative
 * @param c second
 * @param d third
 * @param handed -1 if the third axis is flipped, else 1
 */
record Quaternion(double b, double c, double d, double handed) {
    /** The largest cosine between two axes that still count as perpendicular. */
    private static final double PERPENDICULAR = 1e-6;

    /** {@return the rotation of a grid, if its axes are perpendicular} */
    static Optional<Quaternion> of(Grid grid) {
        double[] affine = grid.affine();
        double[] sizes = grid.voxelSizes();
        double[][] r = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                r[row][column] = affine[4 * row + column] / sizes[column];
            }
        }
        if (cosine(r, 0, 1) > PERPENDICULAR || cosine(r, 0, 2) > PERPENDICULAR || cosine(r, 1, 2) > PERPENDICULAR) {
            return Optional.empty();
        }
        double handed = determinant(r) < 0 ? -1 : 1;
        for (double[] row : r) {
            row[2] *= handed;
        }
        return Optional.of(ofRotation(r, handed));
    }

    /** Computes the largest component from the diagonal and the others from it, to avoid dividing by small numbers. */
    private static Quaternion ofRotation(double[][] r, double handed) {
        double[] squares = {
            1 + r[0][0] + r[1][1] + r[2][2],
            1 + r[0][0] - r[1][1] - r[2][2],
            1 - r[0][0] + r[1][1] - r[2][2],
            1 - r[0][0] - r[1][1] + r[2][2]
        };
        double[][] products = {
            {squares[0], r[2][1] - r[1][2], r[0][2] - r[2][0], r[1][0] - r[0][1]},
            {r[2][1] - r[1][2], squares[1], r[0][1] + r[1][0], r[0][2] + r[2][0]},
            {r[0][2] - r[2][0], r[0][1] + r[1][0], squares[2], r[1][2] + r[2][1]},
            {r[1][0] - r[0][1], r[0][2] + r[2][0], r[1][2] + r[2][1], squares[3]}
        };
        int greatest = 0;
        for (int i = 1; i < squares.length; i++) {
            greatest = squares[i] > squares[greatest] ? i : greatest;
        }
        double[] q = products[greatest];
        double scale = (q[0] < 0 ? -1 : 1) / (2 * Math.sqrt(squares[greatest]));
        return new Quaternion(q[1] * scale, q[2] * scale, q[3] * scale, handed);
    }

    private static double cosine(double[][] r, int one, int other) {
        return Math.abs(r[0][one] * r[0][other] + r[1][one] * r[1][other] + r[2][one] * r[2][other]);
    }

    private static double determinant(double[][] r) {
        return r[0][0] * (r[1][1] * r[2][2] - r[1][2] * r[2][1])
                - r[0][1] * (r[1][0] * r[2][2] - r[1][2] * r[2][0])
                + r[0][2] * (r[1][0] * r[2][1] - r[1][1] * r[2][0]);
    }
}
