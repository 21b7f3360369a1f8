package io.unfade.attribution.recurrent.graph;

import java.util.List;

/** Vectors one after the other. */
record Joined(List<Vector> inputs, Vector output) implements Operation {
    @Override
    public void run(double[][] values) {
        int at = output.offset();
        for (Vector input : inputs) {
            System.arraycopy(values[input.array()], input.offset(), values[output.array()], at, input.size());
            at += input.size();
        }
    }

    @Override
    public void back(Pass pass) {
        int at = 0;
        for (Vector input : inputs) {
            for (int i = 0; i < input.size(); i++) {
                input.add(pass.m(), i, output.at(pass.m(), at++));
            }
        }
    }
}
