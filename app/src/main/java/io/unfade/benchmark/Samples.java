package io.unfade.benchmark;

import io.unfade.data.SeriesSet;
import io.unfade.data.synth.BoxData;
import io.unfade.nn.spec.Cell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is trained on and explained: generated series of 100 steps and 100 features, and the sizes of their models.
 *
 * @param series labelled
 * @param seed of series and weights
 */
record Samples(SeriesSet series, long seed) {
    /** The default of the program, and the paper's. */
    private static final List<Integer> HIDDEN = List.of(64, 5);

    static Samples generate(int count, long seed) {
        return new Samples(BoxData.named("earlier-box").generate(count, seed), seed);
    }

    /** {@return the sizes of models and training batches} */
    List<Size> sizes() {
        return HIDDEN.stream().map(Size.paper(Cell.LSTM)::withHidden).toList();
    }

    Case.Amount amount() {
        return new Case.Amount(series.count(), 1, Case.NOT_COUNTED);
    }

    Map<String, Integer> toMap(Size size) {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("samples", series.count());
        map.putAll(size.toMap());
        return map;
    }

    String title(Size size) {
        return series.count() + " series, LSTM T=" + size.steps() + " C=" + size.features() + " H=" + size.hidden()
                + " A=" + size.hops();
    }

    Workload epoch(Form form, Size size) {
        return new EpochWorkload(form.create(size, seed), series);
    }

    Workload saliency(Form form, Size size) {
        return new SaliencyWorkload(form.create(size, seed), series, size.batch());
    }
}
