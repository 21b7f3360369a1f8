package io.unfade.attribution.recurrent.graph;

/**
 * A vector divided by its Euclidean norm: {@code y = x / n}, {@code n = max(smallest, |x|)}.
 *
 * <p>Its change follows from that of the product x = n y, which is {@code dx = dn (y + y0) / 2 + dy (n + n0) / 2}, and
 * from {@code d(n^2) = dn (n + n0)}. All factors are bounded, even where a reference of zeros has no direction.
 */
record Normalization(Vector input, Vector output, double smallest) implements Operation {
    private double squares(double[][] values) {
        double squares = 0;
        for (int i = 0; i < input.size(); i++) {
            squares += input.at(values, i) * input.at(values, i);
        }
        return squares;
    }

    private double norm(double squares) {
        return Math.max(smallest, Math.sqrt(squares));
    }

    @Override
    public void run(double[][] values) {
        double norm = norm(squares(values));
        for (int i = 0; i < input.size(); i++) {
            output.add(values, i, input.at(values, i) / norm);
        }
    }

    @Override
    public void back(Pass pass) {
        double squares = squares(pass.x());
        double squares0 = squares(pass.reference());
        double norm = norm(squares);
        double norm0 = norm(squares0);
        double mean = (norm + norm0) / 2;
        double ofNorm = 0;
        for (int i = 0; i < input.size(); i++) {
            ofNorm -= output.at(pass.m(), i) * (output.at(pass.x(), i) + output.at(pass.reference(), i)) / 2 / mean;
        }
        double ofSquares = pass.rules().weightsTakePart() ? ofNorm * slope(squares, squares0) : 0;
        for (int i = 0; i < input.size(); i++) {
            double both = input.at(pass.x(), i) + input.at(pass.reference(), i);
            input.add(pass.m(), i, output.at(pass.m(), i) / mean + ofSquares * both);
        }
    }

    /** {@return the change of the norm by that of its square} */
    private double slope(double squares, double squares0) {
        double norm = norm(squares);
        double norm0 = norm(squares0);
        if (norm > smallest && norm0 > smallest) {
            return 1 / (norm + norm0);
        }
        return squares == squares0 ? 0 : (norm - norm0) / (squares - squares0);
    }
}
