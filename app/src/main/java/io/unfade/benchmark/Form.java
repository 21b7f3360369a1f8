package io.unfade.benchmark;

import io.unfade.data.Precision;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.ModelDescription;
import io.unfade.model.TrainedModel;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Supplier;

/**
 * The forms of the models that are measured: one recurrent layer, alone, behind input-cell attention, or behind its
 * definition. Last state, two classes, no dropout, no standardisation, float32.
 *
 * <p>The multiply-adds of a training step are those of its products, for each series and time step. A product of two computed
 * values counts three times: forward, and the gradient of either factor. One with the input as a factor counts twice,
 * since nobody asks for the gradient of the input. Element-wise functions, the head and the update count nothing.
 *
 * <pre>{@code
 * plain             2 G C + 3 G H
 * scores            2 D C + 3 D A
 * mean              scores + 2 A C + 3 A C + 3 G (C + H)                    sums of exp(e) x; mean of S / Z; the cell
 * concat, G >= 1.5 C scores + 2 A C + 3 A C + 3 G (A C + H)
 * concat, G <  1.5 C scores + 2 A G C + 3 A G + 3 A G + 3 G H                W x before the sums
 * direct, mean      (scores + 2 A C) (T + 1) / 2 + A C + 3 G (C + H)        (T + 1) / 2: the mean length of a prefix
 * direct, concat    (scores + 2 A C) (T + 1) / 2 + 3 G (A C + H)
 * }</pre>
 */
enum Form {
    PLAIN("plain", null, false),
    MEAN("mean", HopPooling.MEAN, false),
    CONCAT("concat", HopPooling.CONCAT, false),
    DIRECT_MEAN("direct, mean", HopPooling.MEAN, true),
    DIRECT_CONCAT("direct, concat", HopPooling.CONCAT, true);

    /** The forms that the library offers for use. */
    static final List<Form> LINEAR = List.of(PLAIN, MEAN, CONCAT);

    static final int CLASSES = 2;
    private static final double PROJECT_FIRST = 1.5;

    private final String label;
    private final @Nullable HopPooling pooling;
    private final boolean direct;

    Form(String label, @Nullable HopPooling pooling, boolean direct) {
        this.label = label;
        this.pooling = pooling;
        this.direct = direct;
    }

    String label() {
        return label;
    }

    /** {@return whether the attention is computed by its definition, in time that grows with the square of T} */
    boolean isDirect() {
        return direct;
    }

    /** {@return a model with first weights, to be closed by the caller} */
    TrainedModel create(Size size, long seed) {
        ModelSpec.Attention attention =
                pooling == null ? null : new ModelSpec.Attention(size.hops(), Size.WIDTH, pooling);
        ModelSpec spec = new ModelSpec(
                size.cell(),
                1,
                false,
                size.hidden(),
                attention,
                ModelSpec.Readout.of(ReadoutKind.LAST),
                size.features(),
                CLASSES,
                0);
        ModelDescription description = new ModelDescription(spec, Standardization.NONE, null, null);
        return TrainedModel.initialize(description, Standardizer.none(), Precision.SINGLE, seed);
    }

    /**
     * {@return a plan to run a case unless it would take too much memory}
     *
     * @param size of the largest batch
     * @param memoryBytes that it may take
     */
    Case.Plan planWithin(long memoryBytes, Size size, Supplier<Workload> opening) {
        double bytes = bytes(size);
        return bytes <= memoryBytes
                ? new Case.Plan.Run(opening)
                : new Case.Plan.Skip("would take about " + Quantities.bytes(bytes) + " of memory; "
                        + Quantities.bytes((double) memoryBytes) + " are allowed");
    }

    /** {@return the multiply-adds of one training step, by the formulas above} */
    double multiplyAdds(Size size) {
        double c = size.features();
        double g = size.gates();
        double h = size.hidden();
        double ac = size.hops() * c;
        double scores = Size.WIDTH * (2 * c + 3.0 * size.hops());
        double prefixes = (scores + 2 * ac) * (size.steps() + 1) / 2;
        double perStep = switch (this) {
            case PLAIN -> 2 * g * c + 3 * g * h;
            case MEAN -> scores + 5 * ac + 3 * g * (c + h);
            case CONCAT ->
                g < PROJECT_FIRST * c
                        ? scores + 2 * g * ac + 6 * g * size.hops() + 3 * g * h
                        : scores + 5 * ac + 3 * g * (ac + h);
            case DIRECT_MEAN -> prefixes + ac + 3 * g * (c + h);
            case DIRECT_CONCAT -> prefixes + 3 * g * (ac + h);
        };
        return perStep * size.batch() * size.steps();
    }

    /**
     * {@return about how many bytes of native memory one training step takes, rather too many than too few}
     *
     * <p>What the backward pass needs of every series and time step: some copies of the input and of the gates; for the
     * attention its triangles of weights, or the sums of every hop; for the definition the matrices M and the attention
     * weights of all prefixes.
     */
    double bytes(Size size) {
        double c = size.features();
        double a = size.hops();
        double cell = 200 + 4 * c + 8.0 * size.gates() + 16.0 * size.hidden();
        double scores = 4 * Size.WIDTH + 8 * a;
        double perStep = switch (this) {
            case PLAIN -> cell;
            case MEAN -> cell + scores + 500 + 6 * c;
            case CONCAT -> cell + scores + 4 * c + 4 * a * Math.min(c, size.gates());
            case DIRECT_MEAN, DIRECT_CONCAT -> cell + 6 * a * c + (2 * Size.WIDTH + 3 * a + c) * (size.steps() + 1) / 2;
        };
        return Float.BYTES * perStep * size.batch() * size.steps();
    }
}
