package io.unfade.examples.flink;

import io.unfade.model.ModelFolder;
import io.unfade.model.SeriesStream;
import io.unfade.model.TrainedModel;
import io.unfade.workflow.Train;
import io.unfade.workflow.generate.Generate;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Streams of several machines in a cluster within this process, which fails once in the middle. */
class PredictingTest {
    private static final int MACHINES = 5;
    private static final int STEPS = 60;
    private static final int FEATURES = 100;

    /** How often the job has failed, and how many checkpoints it had when it did. */
    private static final AtomicInteger FAILURES = new AtomicInteger();

    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();

    @TempDir
    private Path folder;

    /** Fails once, at a reading after a checkpoint was completed. */
    private static final class FailingOnce extends RichMapFunction<Reading, Reading> implements CheckpointListener {
        private static final long serialVersionUID = 1;

        @Override
        public Reading map(Reading reading) {
            if (reading.step() > STEPS / 3 && CHECKPOINTS.get() > 0 && FAILURES.compareAndSet(0, 1)) {
                throw new IllegalStateException("fails on purpose");
            }
            return reading;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            CHECKPOINTS.incrementAndGet();
        }
    }

    private static Reading reading(long number) {
        int machine = (int) (number % MACHINES);
        int step = (int) (number / MACHINES);
        Random random = new Random(number);
        double[] values = random.doubles(FEATURES, -1, 1).toArray();
        return new Reading("machine " + machine, step, values);
    }

    private Path trained() throws IOException {
        new Generate("earlier-box", folder).with("samples", 40).run();
        Path model = folder.resolve("model");
        new Train(folder.resolve("train.npz"), model)
                .with("optimization.epochs", 2)
                .with("architecture.input.stemAlignment", "causal")
                .run();
        return model;
    }

    @SuppressWarnings("try") // closing may be interrupted, as may all of it
    private List<Prediction> predictions(Path model) throws Exception {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.interval", "100ms");
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "3");
        settings.setString("restart-strategy.fixed-delay.delay", "10ms");
        StreamExecutionEnvironment cluster = StreamExecutionEnvironment.createLocalEnvironment(2, settings);
        DataGeneratorSource<Reading> source = new DataGeneratorSource<>(
                PredictingTest::reading,
                (long) MACHINES * STEPS,
                RateLimiterStrategy.perCheckpoint(30),
                TypeInformation.of(Reading.class));
        List<Prediction> predictions = new ArrayList<>();
        try (CloseableIterator<Prediction> results = cluster.fromSource(
                        source, WatermarkStrategy.noWatermarks(), "readings")
                .setParallelism(1)
                .map(new FailingOnce())
                .setParallelism(1)
                .keyBy(Reading::machine)
                .process(new Predicting(model.toString()))
                .executeAndCollect()) {
            results.forEachRemaining(predictions::add);
        }
        return predictions;
    }

    @Test
    void predictions_afterAFailure_areThoseOfStreamsWithoutOne() throws Exception {
        Path model = trained();

        List<Prediction> predictions = predictions(model);

        assertThat(FAILURES).hasValue(1);
        assertThat(predictions).hasSize(MACHINES * STEPS);
        try (TrainedModel trained = ModelFolder.load(model)) {
            for (int machine = 0; machine < MACHINES; machine++) {
                String key = "machine " + machine;
                SeriesStream stream = trained.stream();
                List<Prediction> own = predictions.stream()
                        .filter(prediction -> prediction.machine().equals(key))
                        .toList();
                double[] expected = new double[stream.classes()];
                for (int step = 0; step < STEPS; step++) {
                    stream.step(reading((long) step * MACHINES + machine).values(), expected);
                    assertThat(own.get(step).step()).isEqualTo(step);
                    assertThat(own.get(step).probabilities()).containsExactly(expected);
                }
            }
        }
    }
}
