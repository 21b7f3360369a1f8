package io.unfade.experiments.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.check.Progress;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** All measurements on few series: their presence, not their values. */
class BenchmarkTest {
    private final List<Double> progress = new ArrayList<>();
    private int stopAfter = Integer.MAX_VALUE;

    @Test
    void run_fewSeries_measuresEveryModelAtEverySize() {
        BenchmarkResult result = run(new Benchmark.Request(2, 4, 7));
        JsonNode json = result.json();
        assertThat(json.path("machine").path("threads").asInt()).isPositive();
        assertThat(json.path("machine").path("engine").asText()).startsWith("PyTorch");
        assertThat(json.path("settings").path("rounds").asInt()).isEqualTo(2);
        assertThat(json.path("interrupted").asBoolean()).isFalse();
        List<String> cases = new ArrayList<>();
        for (JsonNode one : json.path("cases")) {
            checkMeasured(one);
            if (one.path("model").asText().equals("mean")) {
                cases.add(one.path("task").asText() + " H=" + one.path("hidden") + " T=" + one.path("steps") + " n="
                        + one.path("series"));
            }
        }
        assertThat(json.path("cases")).hasSize(4 * cases.size());
        assertThat(cases)
                .containsExactly(
                        "train H=5 T=100 n=4",
                        "train H=64 T=100 n=4",
                        "train H=64 T=1000 n=1",
                        "explain H=5 T=100 n=4",
                        "explain H=64 T=100 n=4",
                        "explain H=64 T=1000 n=1",
                        "stream H=64 T=100 n=1");
        assertThat(result.tables()).hasSize(cases.size());
        assertThat(progress).isSorted().startsWith(0.0).endsWith(1.0);
    }

    private static void checkMeasured(JsonNode one) {
        checkQuartiles(one.path("seconds"));
        if (one.path("model").asText().equals("plain")) {
            assertThat(one.path("ratioToPlain").isNull()).isTrue();
        } else {
            checkQuartiles(one.path("ratioToPlain"));
        }
        assertThat(one.path("seconds").has("percentile99"))
                .isEqualTo(one.path("task").asText().equals("stream"));
        assertThat(one.has("peakMemoryBytes")).isTrue();
        assertThat(one.has("addedMemoryBytes")).isTrue();
    }

    private static void checkQuartiles(JsonNode quartiles) {
        double median = quartiles.path("median").asDouble();
        assertThat(quartiles.path("lowerQuartile").asDouble()).isPositive().isLessThanOrEqualTo(median);
        assertThat(quartiles.path("upperQuartile").asDouble()).isGreaterThanOrEqualTo(median);
    }

    @Test
    void run_stoppedInTheSecondGroup_hasTheFirst() {
        stopAfter = 4 * (Rounds.WARM_UP + 1) + 2;
        BenchmarkResult result = run(new Benchmark.Request(1, 2, 0));
        assertThat(result.interrupted()).isTrue();
        assertThat(result.tables()).hasSize(1);
        assertThat(result.tables().get(0).title()).isEqualTo("A training epoch: 2 series of 100 steps, C=100 H=5");
        assertThat(result.json().path("interrupted").asBoolean()).isTrue();
        assertThat(result.json().path("cases")).hasSize(4);
    }

    @Test
    void request_outOfRange_isRefused() {
        assertThatThrownBy(() -> new Benchmark.Request(0, 1, 0)).hasMessage("rounds must be at least 1, but was 0");
        assertThatThrownBy(() -> new Benchmark.Request(1, 0, 0)).hasMessage("samples must be at least 1, but was 0");
    }

    private BenchmarkResult run(Benchmark.Request request) {
        return Benchmark.run(request, new Progress() {
            private int asked;

            @Override
            public void update(String task, double done, String detail) {
                progress.add(done);
            }

            @Override
            public boolean cancelled() {
                return asked++ >= stopAfter;
            }
        });
    }
}
