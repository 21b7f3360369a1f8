package io.unfade.benchmark;

import java.util.List;

/**
 * An epoch of training, by form and size of the model.
 *
 * @param samples what is trained on
 */
record TrainSuite(Samples samples) implements Suite {
    @Override
    public SuiteName name() {
        return SuiteName.TRAIN;
    }

    @Override
    public String unit() {
        return "series";
    }

    @Override
    public List<Group> groups() {
        return samples.sizes().stream()
                .map(size -> new Group(
                        samples.title(size),
                        Form.LINEAR.stream().map(form -> epoch(form, size)).toList()))
                .toList();
    }

    private Case epoch(Form form, Size size) {
        return new Case(
                form.label(),
                samples.toMap(size),
                samples.amount(),
                form == Form.PLAIN ? List.of() : List.of(new Case.Comparison("plain", Form.PLAIN.label())),
                new Case.Plan.Run(() -> samples.epoch(form, size)));
    }
}
