package io.unfade.spark.work;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class BatchesTest {
    @ParameterizedTest
    @CsvSource({"0, ''", "3, 3", "8, 8", "9, 9", "11, 11", "12, 8 4", "16, 8 8", "19, 8 11", "21, 8 8 5"})
    void batches_keepTheOrder_andTheLastIsNotSmall(int count, String sizes) {
        List<Row> rows =
                IntStream.range(0, count).mapToObj(i -> RowFactory.create(i)).toList();
        List<Row> found = new ArrayList<>();
        List<String> of = new ArrayList<>();
        new Batches(rows.iterator(), 8, 4).forEachRemaining(batch -> {
            of.add(String.valueOf(batch.size()));
            found.addAll(batch);
        });
        assertThat(found).isEqualTo(rows);
        assertThat(String.join(" ", of)).isEqualTo(sizes);
    }
}
