package io.unfade.model;

import io.unfade.TestModels;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.Stem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Streams that go on from the state of others, against those others. */
class StreamSnapshotTest {
    private static final int STEPS = 17;

    @TempDir
    Path folder;

    private final SeriesSet set = TestModels.equalSeries(Precision.DOUBLE, 4, 2, STEPS);

    @Test
    void restore_everyArchitecture_goesOnToTheSameNumbers() {
        int tried = 0;
        for (ModelSpec spec : streamable()) {
            try (TrainedModel model = TestModels.initialized(spec, Precision.SINGLE, 5)) {
                for (int at : new int[] {0, 1, 7}) {
                    SeriesStream first = model.stream();
                    steps(first, 0, 0, at);
                    SeriesStream second = model.stream();
                    steps(second, 1, 0, 5); // whatever it did before is forgotten
                    second.restore(first.snapshot());
                    assertSame(first, second, at, spec.toString());
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(100);
    }

    private static List<ModelSpec> streamable() {
        List<ModelSpec> specs = new ArrayList<>();
        for (ModelSpec spec : TestModels.everySpec()) {
            Stem stem = spec.stem();
            if (!spec.bidirectional() && (stem == null || stem.alignment() == Stem.Alignment.CAUSAL)) {
                specs.add(spec);
            }
        }
        specs.add(TestModels.lstm(HopPooling.MEAN, 0).withMembers(3));
        return specs;
    }

    private void assertSame(SeriesStream first, SeriesStream second, int at, String what) {
        assertThat(second.steps()).as(what).isEqualTo(at);
        if (at > 0) {
            double[][] logits = {new double[first.classes()], new double[first.classes()]};
            first.logits(logits[0]);
            second.logits(logits[1]);
            assertThat(logits[1]).as(what).isEqualTo(logits[0]);
            double[][] shares = {new double[first.hops()], new double[first.hops()]};
            first.attention(shares[0]);
            second.attention(shares[1]);
            assertThat(shares[1]).as(what).isEqualTo(shares[0]);
        }
        for (int t = at; t < STEPS; t++) {
            assertThat(steps(second, 0, t, t + 1)).as(what).isEqualTo(steps(first, 0, t, t + 1));
        }
        double[][] ends = {new double[first.classes()], new double[first.classes()]};
        first.end(ends[0]);
        second.end(ends[1]);
        assertThat(ends[1]).as(what).isEqualTo(ends[0]);
    }

    @Test
    void restore_inAnotherProcessOfTheSameFolder_goesOn_butNotOfAnotherModel() throws IOException {
        byte[] state;
        double[] expected;
        save(1, "a");
        save(2, "b");
        try (TrainedModel model = ModelFolder.load(folder.resolve("a"))) {
            SeriesStream stream = model.stream();
            steps(stream, 0, 0, 6);
            state = stream.snapshot();
            expected = steps(stream, 0, 6, STEPS);
        }
        try (TrainedModel same = ModelFolder.load(folder.resolve("a"));
                TrainedModel other = ModelFolder.load(folder.resolve("b"))) {
            SeriesStream stream = same.stream();
            stream.restore(state);
            assertThat(steps(stream, 0, 6, STEPS)).isEqualTo(expected);
            assertThatThrownBy(() -> other.stream().restore(state))
                    .hasMessage("the state is one of another model, with the hash "
                            + same.fileHash().orElseThrow());
        }
    }

    private void save(long seed, String name) throws IOException {
        try (TrainedModel model =
                TestModels.initialized(TestModels.lstm(HopPooling.CONCAT, 0), Precision.SINGLE, seed)) {
            ModelFolder.save(model, folder.resolve(name));
        }
    }

    @Test
    void restore_bytesThatAreNone_areRefusedAndLeaveTheState() {
        try (TrainedModel model = TestModels.initialized(TestModels.lstm(HopPooling.MEAN, 0), Precision.SINGLE, 5);
                TrainedModel larger = TestModels.initialized(
                        TestModels.lstm(HopPooling.MEAN, 0).withMembers(2), Precision.SINGLE, 5)) {
            SeriesStream stream = model.stream();
            steps(stream, 0, 0, 3);
            byte[] good = stream.snapshot();
            byte[] damaged = good.clone();
            damaged[60] ^= 1;
            byte[] later = good.clone();
            later[7] = '2';
            for (byte[] none : new byte[][] {{}, new byte[good.length]}) {
                assertThatThrownBy(() -> stream.restore(none)).hasMessage("these bytes are no state of a stream");
            }
            assertThatThrownBy(() -> stream.restore(damaged)).hasMessageContaining("damaged");
            assertThatThrownBy(() -> stream.restore(later))
                    .hasMessage("the state is of version 2, but version 1 is expected");
            assertThatThrownBy(() -> stream.restore(Arrays.copyOf(good, good.length - 1)))
                    .hasMessage(
                            "the state has " + (good.length - 1) + " bytes, but one of this model has " + good.length);
            assertThatThrownBy(() -> stream.restore(larger.stream().snapshot()))
                    .hasMessageContaining("but one of this");
            assertThat(stream.snapshot()).isEqualTo(good);
        }
    }

    /** {@return the probabilities after some steps of a series} */
    private double[] steps(SeriesStream stream, int series, int from, int to) {
        double[] probabilities = new double[stream.classes()];
        double[] x = new double[stream.features()];
        for (int t = from; t < to; t++) {
            for (int c = 0; c < x.length; c++) {
                x[c] = set.value(series, t, c);
            }
            stream.step(x, probabilities);
        }
        return probabilities;
    }
}
