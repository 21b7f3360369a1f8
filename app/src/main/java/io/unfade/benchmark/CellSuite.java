package io.unfade.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * One training step (forward, backward, clipping, Adam) by the size of model and batch: a plain recurrent layer,
 * input-cell attention in front of it, and the definition of the attention in front of it.
 *
 * <p>A size that would take more memory than allowed is left out.
 *
 * @param grid the sizes
 * @param memoryBytes that a case may take
 * @param seed of weights
 */
record CellSuite(CellGrid grid, long memoryBytes, long seed) implements Suite {
    /** From here on the cost of a step of a series shall be the same, whatever its length. */
    private static final int FLAT_FROM = 1000;

    @Override
    public SuiteName name() {
        return SuiteName.CELL;
    }

    @Override
    public String unit() {
        return "step of a series";
    }

    @Override
    public List<Group> groups() {
        return grid.groups().stream().map(this::group).toList();
    }

    private Group group(List<Size> sizes) {
        List<Case> cases = new ArrayList<>();
        for (Size size : sizes) {
            for (Form form : Form.values()) {
                cases.add(new Case(
                        name(form, size, sizes),
                        size.toMap(),
                        new Case.Amount((double) size.batch() * size.steps(), 1, form.multiplyAdds(size)),
                        comparisons(form, size, sizes),
                        form.planWithin(memoryBytes, size, () -> new TrainingStepWorkload(form, size, seed))));
            }
        }
        String title = sizes.get(0) + (sizes.size() == 1 ? "" : " and longer");
        return new Group(title, cases);
    }

    private static String name(Form form, Size size, List<Size> sizes) {
        return sizes.size() == 1 ? form.label() : form.label() + ", T=" + size.steps();
    }

    private static List<Case.Comparison> comparisons(Form form, Size size, List<Size> sizes) {
        List<Case.Comparison> comparisons = new ArrayList<>();
        if (form != Form.PLAIN) {
            comparisons.add(new Case.Comparison("plain", name(Form.PLAIN, size, sizes)));
        }
        Size flat = size.withSteps(FLAT_FROM);
        if (size.steps() > FLAT_FROM && sizes.contains(flat)) {
            comparisons.add(new Case.Comparison("T=" + FLAT_FROM, name(form, flat, sizes)));
        }
        return comparisons;
    }
}
