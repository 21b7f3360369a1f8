package io.unfade.data.io;

import io.unfade.check.MalformedFileException;
import io.unfade.data.SeriesSet;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Long tables as written by pandas, databases and spreadsheets. */
class CsvTablesTest {
    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-01 00:00:00,2024-01-01 00:00:00.5,2024-01-01 00:00:01",
                "2024-01-01T00:00,2024-01-01T00:00:00.000000001,2024-01-01T00:00:00.000000002",
                "2024-01-01,2024-01-02 00:00,2024-02-01",
                "2024-01-01T01:00:00+01:00,2024-01-01 00:30:00Z,2024-01-01 00:40:00 UTC",
                "2024-01-01 00:00:00+00,2024-01-01 00:00:00.1+0000,2023-12-31 23:00:01-01",
                "-2.5,0,1e3"
            })
    void read_times_areOrderedAsTimes(String times) throws IOException {
        String[] t = times.split(",", -1);
        SeriesSet set = read("a.csv", "id,time,x\na," + t[2] + ",3\na," + t[0] + ",1\na," + t[1] + ",2\n");
        assertThat(List.of(set.value(0, 0, 0), set.value(0, 1, 0), set.value(0, 2, 0)))
                .containsExactly(1.0, 2.0, 3.0);
        assertThat(notes).singleElement().asString().contains("the rows of 1 of 1 series are not in the order");
    }

    @Test
    void read_timesOfTwoKinds_areRefused() {
        assertRefused("id,time,x\na,2024-01-01,1\na,5,2\n", "line 3, column 'time': time stamp '5' is a number");
        assertRefused("id,time,x\na,2024-01-01,1\na,2024-01-02T00:00Z,2\n", "with an offset from UTC");
        assertRefused("id,time,x\na,2024-13-01,1\n", "line 2, column 'time': time stamp '2024-13-01'");
    }

    @Test
    void read_timeTwice_namesItAsWritten() {
        assertRefused(
                "id,time,x\na,2024-01-01 00:00:01.50,1\nb,0001-01-01,1\na,2024-01-01T00:00:01.5,1\n",
                "line 4: id 'a' has the time 2024-01-01T00:00:01.500 twice, first in line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Unnamed: 0"})
    void read_indexOfPandas_isPassedOver(String name) throws IOException {
        SeriesSet set = read("a.csv", name + ",id,time,x\n0,a,0,7\n1,a,1,8\n");
        assertThat(set.featureNames()).containsExactly("x");
        assertThat(notes).singleElement().asString().contains("as pandas writes its index; it is not a feature");
    }

    @Test
    void read_columnWithoutNameThatIsNoIndex_isRefused() {
        assertRefused(",id,time,x\n0.5,a,0,7\n", "line 2: the first column has no name in the header, and holds '0.5'");
    }

    @Test
    void read_semicolonsAndDecimalCommas_areUnderstood() throws IOException {
        SeriesSet set = read("a.csv", "\uFEFFid;time;x;y;label\na;0,5;71,5;3;p,q\na;1;-1,25e1;4;p,q\n");
        assertThat(set.value(0, 0, 0)).isEqualTo(71.5);
        assertThat(set.value(0, 1, 0)).isEqualTo(-12.5);
        assertThat(set.classNames()).containsExactly("p,q");
        assertRefused("id;time;x\na;0,5;71,5\na;1;72.25\n", "line 3, column 'x': the number '72.25' has a decimal '.'");
        assertRefused("id;time;x\na;0;1.071,5\n", "line 2, column 'x': expected a number, but found '1.071,5'");
    }

    @Test
    void read_tabs_haveNoQuotingUnlessTheHeaderHas() throws IOException {
        for (String name : List.of("a.csv", "a.tsv")) {
            assertThat(read(name, "id\ttime\tx\n\"a\t0\t1\nb\t0\t2\n").ids()).containsExactly("\"a", "b");
            assertThat(read(name, "\"id\"\t\"time\"\t\"x\"\n\"a\"\t0\t1\n").ids())
                    .containsExactly("a");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "?", "nan", "-nan", "NA", "N/A", "n/a", "#N/A", "null", "NULL", "None", "<NA>", "\\N"})
    void read_wordForMissing_isMissing(String word) throws IOException {
        SeriesSet set = read("a.csv", "id,time,x,y\na,0,3,1\na,1," + word + ",1\n");
        assertThat(set.value(0, 1, 0)).isEqualTo(3);
    }

    @Test
    void read_truthValues_areNumbersInFeaturesAndTextInLabels() throws IOException {
        SeriesSet set = read("a.csv", "id,time,x,label\na,0,True,True\na,1,false,True\n");
        assertThat(set.value(0, 0, 0)).isEqualTo(1);
        assertThat(set.value(0, 1, 0)).isZero();
        assertThat(set.classNames()).containsExactly("True");
    }

    @Test
    void read_valueOutOfRange_namesLineAndColumn() {
        assertRefused("id,time,heart rate\na,0,1e400\n", "line 2, column 'heart rate': the value '1e400' is infinite");
        assertRefused("id,time,heart rate\na,0,x\n", "line 2, column 'heart rate': expected a number, but found 'x'");
    }

    @Test
    void read_linear_goesByTime() throws IOException {
        for (String times : List.of("0,1,4", "2024-01-01,2024-01-02,2024-01-05", "-1.7e308,-8.5e307,1.7e308")) {
            String[] t = times.split(",", -1);
            SeriesSet csv = read("a.csv", "id,time,x\na," + t[0] + ",0\na," + t[1] + ",\na," + t[2] + ",4\n");
            assertThat(csv.value(0, 1, 0)).isEqualTo(1);
            SeriesSet ts = read(
                    "a.ts",
                    "@timeStamps true\n@classLabel false\n@data\n(" + t[0] + ",0),(" + t[1] + ",?),(" + t[2] + ",4)\n");
            assertThat(ts.value(0, 1, 0)).isEqualTo(1);
        }
        assertThat(read("b.ts", "@classLabel false\n@data\n0,?,4\n").value(0, 1, 0))
                .isEqualTo(2);
    }

    private SeriesSet read(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        ReadOptions options =
                ReadOptions.defaults().withMissing(MissingValues.LINEAR).withNotes(note -> notes.add(note.toString()));
        return SeriesFiles.read(file, options);
    }

    private void assertRefused(String content, String message) {
        assertThatThrownBy(() -> read("a.csv", content))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }
}
