package io.unfade.data.io;

import io.unfade.check.MalformedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Malformed text of each format, and what is no file of series: messages name the file, the place and the fault. */
class MalformedSeriesTest {
    private static final String TS = "@classLabel true a B\n@dimensions 2\n@data\n";

    @TempDir
    Path folder;

    static Stream<Arguments> ts() {
        return Stream.of(
                arguments("", "has no @data line"),
                arguments("@classLabel true a\n", "has no @data line"),
                arguments("hello\n@data\n", "has no series"),
                arguments("1,2:a\n@data\n1\n", "line 1: expected a header line (@), a comment (# or %) or @data"),
                arguments("(1,2):a\n@data\n1\n", "line 1: expected a header line"),
                arguments("? ,2:a\n@data\n1\n", "line 1: expected a header line"),
                arguments("@data\n", "has no series"),
                arguments(
                        "@classLabel true a\n@CLASSLABEL true b\n@data\n",
                        "line 2: the header has '@classlabel' twice"),
                arguments("@classLabel yes\n@data\n1\n", "line 1: expected true or false"),
                arguments("@classLabel true\n@data\n1\n", "line 3: has no class label"),
                arguments("@classLabel true\n@data\n1:\n", "line 3: has no class label after the last ':'"),
                arguments("@classLabel true a a\n@data\n1:a\n", "line 1: @classLabel lists a class label twice"),
                arguments("#c\n@dimensions 0\n@data\n1\n", "line 2: expected a number in 1..999999999"),
                arguments("@dimensions 9999999999\n@data\n1\n", "line 1: expected a number in 1..999999999"),
                arguments("@targetLabel true\n@data\n1:3.5\n", "line 1: the file is for regression"),
                arguments(TS + "1,2:3,4\n", "line 4: class label '3,4' is not one of those of the header, [a, B]"),
                arguments(TS + "1,2:3,4:c\n", "line 4: class label 'c'"),
                arguments("@classLabel true b B\n@data\n1:b\n1:B\n1:c\n", "line 5: class label 'c'"),
                arguments("@classLabel true ab aB\n@data\n1:AB\n", "line 3: class label 'AB'"),
                arguments("@data\n?,?:NaN,NA\n", "line 2, series 0: every value of the series is missing"),
                arguments(TS + "1\n", "line 4: has no class label"),
                arguments(TS + "1,2:a\n", "line 4: has 1 channels, but the header says 2"),
                arguments(TS + "1,2:3,4:a\n\n1,2:3:B\n", "line 6: channel 1 has 1 values"),
                arguments(TS + "1,x:3,4:a\n", "line 4: expected a number, but found 'x'"),
                arguments(TS + "1,0x10:3,4:a\n", "line 4: expected a number, but found '0x10'"),
                arguments(TS + "1,,2:3,4,5:a\n", "line 4: expected a number, but found ''"),
                arguments(TS + "1,2:3,-:a\n", "line 4: expected a number, but found '-'"),
                arguments(TS + "1,2:3,4:a\n1,2:3,?:a\n", "line 5, series 1, step 1, feature 1: the value is missing"),
                arguments(TS + "1,NaN:3,4:a\n", "line 4, series 0, step 1, feature 0: the value is missing"),
                arguments(TS + "1,2:3,-1e999:a\n", "line 4, series 0, step 1, feature 1: the value is infinite"),
                arguments("@univariate true\n@data\n1:2\n", "line 3: has 2 channels, but the header says 1"),
                arguments("@data\n1:2\n1\n", "line 3: has 1 channels, but the case before has 2"),
                arguments("@equalLength true\n@data\n1,2\n1\n", "line 4: has 1 steps"),
                arguments("@equalLength true\n@seriesLength 3\n@data\n1,2\n", "line 4: has 2 steps"),
                arguments("@timeStamps true\n@data\n1,2\n", "line 3: expected '(time,value)', but found '1,2'"),
                arguments(
                        "@timeStamps true\n@data\n(1,2),(1,3)\n",
                        "line 3: time stamps must rise, but '1' comes after '1'"),
                arguments("@timeStamps true\n@data\n(1,2),(-1,3)\n", "line 3: time stamps must rise"),
                arguments("@timeStamps true\n@data\n(noon,2)\n", "line 3: time stamp 'noon'"),
                arguments("@timeStamps true\n@data\n(1,2),(2007-01-01,3)\n", "line 3: time stamp '2007-01-01'"),
                arguments("@timeStamps true\n@data\n(1,2\n", "line 3: the bracket"),
                arguments("@timeStamps true\n@data\n(1)\n", "line 3: expected '(time,value)', but found '(1)'"),
                arguments("@timeStamps true\n@data\n(1,2):(2,3)\n", "line 3: channel 1 has its value 0 at time '2'"),
                arguments("@timeStamps true\n@data\n(1,2):(1,3),(2,4)\n", "line 3: channel 1 has more values"),
                arguments("@timeStamps true\n@data\n(1,2);(2,3)\n", "line 3: expected ',' or ':'"),
                arguments("@data\n\uFFFD\n", "line 2: is not text in UTF-8"));
    }

    @ParameterizedTest
    @MethodSource("ts")
    void read_brokenTs_namesPlaceAndFault(String content, String fault) throws IOException {
        assertMalformed("a.ts", RawFiles.text(content), fault);
        assertMalformed("a.ts.gz", RawFiles.gzip(RawFiles.text(content)), fault);
    }

    static Stream<Arguments> tsv() {
        return Stream.of(
                arguments("", "has no series"),
                arguments("1 2 3\n", "line 1: expected a class and values, separated by tabs"),
                arguments("1\t2\t3\n1\t2\n", "line 2: has 1 values, but the lines before have 2"),
                arguments("1\tx\n", "line 1: expected a number, but found 'x'"),
                arguments("1\t\n", "line 1: has no value after its class"),
                arguments("1\t\t2\n", "line 1: expected a number, but found ''"),
                arguments("\t1\n", "line 1: has no class"),
                arguments("1\tNaN\tNaN\n", "line 1, series 0: every value of the series is missing"),
                arguments("1\t5\n1\tInf\n", "line 2, series 1, step 0, feature 0: the value is infinite"),
                arguments("1\tNaN\t5\n", "line 1, series 0, step 0, feature 0: the value is missing"));
    }

    @ParameterizedTest
    @MethodSource("tsv")
    void read_brokenTsv_namesPlaceAndFault(String content, String fault) throws IOException {
        assertMalformed("a.tsv", RawFiles.text(content), fault);
    }

    static Stream<Arguments> csv() {
        return Stream.of(
                arguments("", "has no header line"),
                arguments("id,time,x\n", "has no series"),
                arguments("id,x\n1,2\n", "line 1: expected the columns id, time"),
                arguments("id,time,label\n1,2,a\n", "line 1: expected the columns id, time, at least one feature"),
                arguments("id,time,x,x\n1,2,3,4\n", "line 1: there are two columns named 'x'"),
                arguments("id,time,x,ID\n1,2,3,4\n", "line 1: there are two columns named 'ID'"),
                arguments("id,time,x,\n1,2,3,4\n", "line 1: column 4 has no name"),
                arguments("id,time,x\n1,2\n", "line 2: has 2 fields, but the header has 3"),
                arguments("id,time,x\n1,2,3,4\n", "line 2: has 4 fields, but the header has 3"),
                arguments("id,time,x\n1,2,hot\n", "line 2, column 'x': expected a number, but found 'hot'"),
                arguments(
                        "id,time,x\n1,noon,3\n",
                        "line 2, column 'time': time stamp 'noon' is neither a number nor a date"),
                arguments("id,time,x\n1,NaN,3\n", "line 2, column 'time': time stamp 'NaN' is neither a number nor"),
                arguments("id,time,x\n1,1e999,3\n", "line 2, column 'time': time stamp '1e999' is too large"),
                arguments("id,time,x\n,2,3\n", "line 2: has no id"),
                arguments(
                        "id,time,x\n1,0,3\n1,1,4\n1,0.0,5\n", "line 4: id '1' has the time 0.0 twice, first in line 2"),
                arguments(
                        "id,time,x\n1,0,3\n\n\"2\",1,\"4\"\n1,7,5\n2,1,6\n",
                        "line 6: id '2' has the time 1.0 twice, first in line 4"),
                arguments("id,time,x,label\n1,0,3,a\n1,1,4,b\n", "line 3: id '1' has label 'b' here, but 'a'"),
                arguments("id,time,x,label\n1,0,3,\n", "line 2: has no label"),
                arguments("id,time,x,group\n1,0,3,1\n1,1,4,2\n", "line 3: id '1' has group 2 here, but 1"),
                arguments("id,time,x,group\n1,0,3,1.5\n", "line 2, column 'group': group must be a whole number"),
                arguments("id,time,x,group\n1,0,3,me\n", "line 2, column 'group': group must be a whole number"),
                arguments(
                        "id,time,x\n1,0,3\n1,1,\n1,2,4\n", "id '1', series 0, step 1, feature 0: the value is missing"),
                arguments("id,time,x\n1,0,3\n2,0,\n2,1,\n", "id '2', series 1: every value of the series is missing"),
                arguments(
                        "id,time,x\n1,0,-Infinity\n",
                        "line 2, column 'x': the value '-Infinity' is infinite or too large"),
                arguments("id,time,x\n1,0,\"3\n", "after line 1: is not CSV"),
                arguments("id,time,x\n1,0,\"3\"4\n", "after line 1: is not CSV"));
    }

    @ParameterizedTest
    @MethodSource("csv")
    void read_brokenCsv_namesPlaceAndFault(String content, String fault) throws IOException {
        assertMalformed("a.csv", RawFiles.text(content), fault);
    }

    @Test
    void read_textNotUtf8_saysSo() throws IOException {
        byte[] latin = {'i', 'd', ',', 't', 'i', 'm', 'e', ',', 'x', '\n', (byte) 0xFC, ',', '0', ',', '1', '\n'};
        assertMalformed("a.csv", latin, "is not text in UTF-8");
        assertMalformed("a.tsv", new byte[] {(byte) 0xFC, '\t', '1'}, "line 1: is not text in UTF-8");
    }

    @Test
    void read_damagedGzip_saysSo() throws IOException {
        byte[] good = RawFiles.gzip(RawFiles.text("1\t2\t3\n".repeat(1000)));
        assertMalformed("a.tsv.gz", new byte[0], "gzip data: is damaged");
        assertMalformed("a.tsv.gz", RawFiles.text("1\t2\n"), "gzip data: is damaged");
        assertMalformed("a.tsv.gz", Arrays.copyOf(good, good.length - 9), "gzip data: is damaged");
        byte[] csv = RawFiles.gzip(RawFiles.text("id,time,x\n1,0,2\n"));
        assertMalformed("a.csv.gz", Arrays.copyOf(csv, csv.length - 9), "gzip data: is damaged");
        byte[] flipped = good.clone();
        flipped[good.length - 6] ^= 1; // in the checksum
        assertMalformed("a.tsv.gz", flipped, "gzip data: is damaged");
    }

    @Test
    void read_oneLongSeriesAmongManyShort_isRefusedBeforePadding() throws IOException {
        String content = "@data\n" + "1,".repeat(9999) + "1\n" + "1\n".repeat(10_000);
        assertMalformed("a.ts", RawFiles.text(content), "would take 100010000 cells for 20000 values");
    }

    @Test
    void read_noSuchFile_saysWhich() {
        for (String name : new String[] {"no.npz", "no.ts", "no.ts.gz", "no.tsv", "no.csv", "no-idx3-ubyte"}) {
            assertThatThrownBy(() -> SeriesFiles.read(folder.resolve(name)))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void read_folder_saysSo() throws IOException {
        Path file = Files.createDirectory(folder.resolve("a.npz"));
        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("a.npz: is a folder");
    }

    static Stream<Arguments> arff() {
        String one = "@relation x\n@attribute a numeric\n@attribute b real\n@attribute c {p,'q r'}\n@data\n";
        String several = "@attribute all relational\n@attribute a numeric\n@end all\n@attribute c {p,q}\n@data\n";
        return Stream.of(
                arguments("", "has no @data line"),
                arguments("hello\n@data\n", "line 1: expected @relation, @attribute, @data or a comment (%)"),
                arguments("@data\n1,2\n", "line 1: expected numeric attributes"),
                arguments("@attribute a\n@data\n", "line 1: expected @attribute, a name and a type"),
                arguments("@attribute a date\n@data\n", "line 2: attribute 'a' must be numeric, relational or the"),
                arguments("@attribute a {x\n@data\n", "line 1: the braces of the attribute are never closed"),
                arguments("@attribute a {x,x}\n@data\n", "line 1: attribute 'a' lists a value twice"),
                arguments("@attribute a {x,,y}\n@data\n", "line 1: an attribute lists an empty value"),
                arguments("@attribute 'a numeric\n@data\n", "line 1: a quote is never closed"),
                arguments(
                        "@attribute a {x}\n@attribute b {y}\n@attribute c real\n@data\n",
                        "line 4: the attributes 'a' and 'b' could both be the class"),
                arguments("@attribute a relational\n@attribute b {x}\n@data\n", "line 2: attribute 'b' inside a"),
                arguments(
                        "@attribute a relational\n@attribute b real\n@data\n", "line 3: the relational attribute has"),
                arguments(one, "has no series"),
                arguments(one + "1,2\n", "line 6: has 2 fields, but the header has 3"),
                arguments(one + "1,2,p,4\n", "line 6: has more fields than the 3 of the header"),
                arguments(one + "1,2,q\n", "line 6: class 'q' is not one of those of the header"),
                arguments(one + "1,2,?\n", "line 6: has no class"),
                arguments(one + "1,x,p\n", "line 6: expected a number, but found 'x'"),
                arguments(one + "1,,p\n", "line 6: expected a number, but found ''"),
                arguments(one + "1,2,'p\n", "line 6: a quote is never closed"),
                arguments(one + "1,2,'p'x\n", "line 6: expected a comma after a field, but found 'x'"),
                arguments(one + "{0 1, 2 p}\n", "line 6: sparse lines"),
                arguments(one + "?,?,p\n", "line 6, series 0: every value of the series is missing"),
                arguments(one + "?,1,p\n", "line 6, series 0, step 0, feature 0: the value is missing"),
                arguments(several + "1,p\n", "line 6: the relational attribute must be in quotes"),
                arguments(several + "'1,2\\n3',p\n", "line 6: channel 1 has 1 values, but the channels before have 2"),
                arguments(several + "'1\\n3',p\n'1',q\n", "line 7: has 1 channels, but the series before has 2"));
    }

    @ParameterizedTest
    @MethodSource("arff")
    void read_brokenArff_namesPlaceAndFault(String content, String fault) throws IOException {
        assertMalformed("a.arff", RawFiles.text(content), fault);
    }

    static Stream<Arguments> json() {
        String good = "{\"id\": 1, \"label\": \"a\", \"values\": [[1, 2]]}\n";
        return Stream.of(
                arguments("", "has no series"),
                arguments("[{\"x\": [1]}]\n", "line 1: expected a JSON object, one series"),
                arguments("{\"x\": [1}\n", "line 1: is not JSON"),
                arguments("{\"x\": [1]\n", "line 1: is not JSON"),
                arguments("{\"x\": [1]} {\"x\": [1]}\n", "line 1: has something after the JSON object"),
                arguments("{\"x\": [1], \"x\": [1]}\n", "line 1: is not JSON: 'Duplicate field 'x''"),
                arguments("{\"x\": [1], \"values\": [1]}\n", "line 1: has both 'values' and 'x'"),
                arguments("{\"id\": 1}\n", "line 1: has no values"),
                arguments("{\"x\": []}\n", "line 1: has no values"),
                arguments("{\"x\": [[]]}\n", "line 1: step 0 has no value"),
                arguments("{\"x\": 1}\n", "line 1: 'x' must be a list of steps"),
                arguments("{\"x\": [[1, 2], [3]]}\n", "line 1: step 1 has 1 values, but the steps before have 2"),
                arguments("{\"x\": [1, \"hot\"]}\n", "line 1: expected a number, but found 'hot'"),
                arguments("{\"x\": [1, true]}\n", "line 1: expected a number, but found true"),
                arguments("{\"x\": [[[1]]]}\n", "line 1: expected a number, but found ["),
                arguments("{\"x\": [null, 1]}\n", "line 1, series 0, step 0, feature 0: the value is missing"),
                arguments("{\"x\": [1, 1e999]}\n", "line 1, series 0, step 1, feature 0: the value is infinite"),
                arguments("{\"x\": [null]}\n", "line 1, series 0: every value of the series is missing"),
                arguments("{\"x\": {\"a\": [1], \"b\": [1, 2]}}\n", "line 1: channel 1 has 2 values"),
                arguments("{\"x\": {\"a\": 1}}\n", "line 1: feature 'a' must be a list of numbers over time"),
                arguments(
                        "{\"x\": [[1, 2]], \"features\": [\"a\"]}\n", "line 1: names 1 features, but has values of 2"),
                arguments("{\"x\": [[1, 2]], \"features\": [\"a\", \"a\"]}\n", "line 1: has a name of a feature twice"),
                arguments("{\"x\": [1], \"features\": \"a\"}\n", "line 1: 'features' must be a list of names"),
                arguments(
                        "{\"x\": {\"a\": [1]}}\n{\"x\": {\"b\": [1]}}\n", "line 2: has other features than the first"),
                arguments("{\"x\": [1], \"group\": 1.5}\n", "line 1: 'group' must be a whole number of 32 bits"),
                arguments("{\"x\": [1], \"group\": 9999999999}\n", "line 1: 'group' must be a whole number of 32 bits"),
                arguments("{\"x\": [1], \"id\": [1]}\n", "line 1: 'id' must be a text or a number"),
                arguments(
                        "{\"x\": [1], \"label\": \" \"}\n", "line 1: 'label' must be a text or a number, but is blank"),
                arguments(good + "{\"id\": 2, \"x\": [[1, 2]]}\n", "line 2: has no label, but the first line has one"),
                arguments(good + "{\"label\": 2, \"x\": [[1, 2]]}\n", "line 2: has no id, but the first line has one"),
                arguments(
                        good + "{\"id\": 2, \"label\": 2, \"x\": [1]}\n",
                        "line 2: has 1 features, but the line before"));
    }

    @ParameterizedTest
    @MethodSource("json")
    void read_brokenJson_namesPlaceAndFault(String content, String fault) throws IOException {
        assertMalformed("a.jsonl", RawFiles.text(content), fault);
    }

    private void assertMalformed(String name, byte[] content, String fault) throws IOException {
        Malformed.assertIs(folder.resolve(name), content, fault);
    }

    @Test
    void ts_millionsOfChannels_areReadAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("wide.ts"), "@data\n" + "1:".repeat(4_000_000) + "x:a\n");
        // scanning the rest of the line for a comma after each channel would take hours
        assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> assertThatThrownBy(() -> SeriesFiles.read(file)).hasMessageContaining("line 2"));
    }

    @Test
    void ts_hundredThousandsOfTimeStamps_areReadAtOnce() throws IOException {
        StringBuilder line = new StringBuilder("@timeStamps true\n@data\n");
        for (int t = 0; t < 1_000_000; t++) {
            line.append('(').append(t).append(",1),");
        }
        Path file = Files.writeString(folder.resolve("long.ts"), line.append("x:a\n"));
        assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> assertThatThrownBy(() -> SeriesFiles.read(file))
                        .hasMessageContaining("line 3: expected '(time,value)', but found 'x"));
    }
}
