package io.unfade.workflow.audit;

import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which series an audit looks at. */
class AuditSeriesTest {
    private static SeriesSet series(int count, int rare) {
        SeriesBuilder builder = SeriesSet.builder(Precision.DOUBLE, count, 2, 1);
        for (int i = 0; i < count; i++) {
            builder.cell(i, 0, 0, i + 1);
        }
        return builder.labels(
                        IntStream.range(0, count).map(i -> i < rare ? 1 : 0).toArray(), List.of("many", "few"))
                .groups(IntStream.range(0, count).map(i -> i / 10).toArray())
                .build();
    }

    @Test
    void sample_hasAllOfARareClass() {
        AuditSeries series = AuditSeries.of(series(200, 3), series(4, 2), 20, Standardization.PER_FEATURE, 0);
        assertThat(series.explained().count()).isEqualTo(20);
        assertThat(IntStream.range(0, 20).map(series.explained()::label).sum()).isEqualTo(3);
        assertThat(series.all().count()).isEqualTo(200);
        assertThat(series.known()).as("the first four are training series").isEqualTo(4);
    }

    @Test
    void groups_areKeptWholeWhereTheModelStandardisesByThem() {
        AuditSeries series = AuditSeries.of(series(200, 100), series(4, 2), 25, Standardization.PER_GROUP, 0);
        assertThat(series.explained().count()).isEqualTo(20);
        assertThat(series.explained().groups().orElseThrow()).containsOnly(0, 10);
    }

    @Test
    void withoutTrainingSeries_twoThirdsOfWholeGroupsTakeTheirPlace() {
        AuditSeries series = AuditSeries.of(series(60, 30), null, 100, Standardization.PER_FEATURE, 0);
        SeriesSet training = Objects.requireNonNull(series.training());
        assertThat(training.count()).isEqualTo(40);
        assertThat(series.known()).isZero();
        assertThatThrownBy(() -> AuditSeries.of(series(1, 1), series(4, 2), 20, Standardization.PER_FEATURE, 0))
                .hasMessageContaining("at least 2");
    }
}
