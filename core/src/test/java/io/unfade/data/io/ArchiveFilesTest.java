package io.unfade.data.io;

import io.unfade.data.SeriesSet;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadNote;
import io.unfade.data.source.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Variations that the UCR and UEA archives, and their own readers, allow. */
class ArchiveFilesTest {
    @TempDir
    Path folder;

    @Test
    void ts_percentCommentsAndLooseText_arePassedOver() throws IOException {
        String text = """
                %# This is a cut down version
                % of Schäfer's data
                The data were recorded in 2019, see below: more
                9 speakers took part
                 # another

                @PROBLEMNAME A name with blanks
                @timestamps False
                @missing\tfalse
                @univariate true
                @equalLength true
                @serieslength 3
                @classLabel  true  1  2\s
                @DATA
                % a comment
                1,2, 3 :1
                2,3,4: 2
                """;
        byte[] latin = text.replace("ä", "\u0000").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < latin.length; i++) {
            latin[i] = latin[i] == 0 ? (byte) 0xE4 : latin[i]; // the archive's comments are not all UTF-8
        }
        SeriesSet set = SeriesFiles.read(Files.write(folder.resolve("a.ts"), latin));
        assertThat(List.of(set.count(), set.steps(), set.features())).containsExactly(2, 3, 1);
        assertThat(set.classNames()).containsExactly("1", "2");
        assertThat(labels(set)).containsExactly(0, 1);
    }

    @Test
    void ts_labelInAnotherCase_meansTheClassOfTheHeader() throws IOException {
        SeriesSet set = read("a.ts", "@classLabel true Walking Running\n@data\n1:walking\n2:RUNNING\n3:Walking\n");
        assertThat(set.classNames()).containsExactly("Walking", "Running");
        assertThat(labels(set)).containsExactly(0, 1, 0);
    }

    @Test
    void ts_keyTwiceWithoutContradiction_isRead() throws IOException {
        SeriesSet set = read(
                "a.ts",
                "@problemname a\n@univariate true\n@Univariate true\n@problemName b\n@classLabel false\n@data\n1,2\n");
        assertThat(set.hasLabels()).isFalse();
        assertThat(set.steps()).isEqualTo(2);
    }

    @Test
    void arff_univariate_eachNumericAttributeIsAStep() throws IOException {
        String text = """
                % a comment
                @RELATION 'Gun Point'

                @attribute att0 NUMERIC
                @attribute target {2,'draw it',"point"}
                @ATTRIBUTE "att 1" real
                @Data

                1.5,'draw it',-2e1
                % another
                 3 , point , 4\s
                5,2,6
                """;
        SeriesSet set = read("a.arff", text);
        assertThat(List.of(set.count(), set.steps(), set.features())).containsExactly(3, 2, 1);
        assertThat(set.classNames()).containsExactly("2", "draw it", "point");
        assertThat(labels(set)).containsExactly(1, 2, 0);
        assertThat(cells(set, 0)).containsExactly(1.5, -20);
        assertThat(cells(set, 1)).containsExactly(3, 4);
    }

    @Test
    void arff_relational_eachLineIsAChannel() throws IOException {
        String text = """
                @relation 'BasicMotions'
                @attribute relationalAtt relational
                 @attribute att0 numeric
                 @attribute att1 numeric
                 @attribute att2 numeric
                @end relationalAtt
                @attribute activity {Standing,'Run\\'ning'}
                @data
                '1,2,3\\n4,5,6',Standing
                "7,?,9\\n10,11,12",'Run\\'ning'
                '1,2\\n3,4','Standing'
                """;
        SeriesSet set = SeriesFiles.read(
                Files.writeString(folder.resolve("a.arff"), text),
                ReadOptions.defaults().withMissing(MissingValues.LINEAR));
        assertThat(List.of(set.count(), set.steps(), set.features())).containsExactly(3, 3, 2);
        assertThat(set.classNames()).containsExactly("Standing", "Run'ning");
        assertThat(labels(set)).containsExactly(0, 1, 0);
        assertThat(cells(set, 0)).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(cells(set, 1)).containsExactly(7, 10, 8, 11, 9, 12);
        assertThat(set.length(2)).isEqualTo(2);
    }

    @Test
    void arff_withoutClass_hasNoLabels() throws IOException {
        SeriesSet set = read("a.arff", "@attribute a numeric\n@data\n1\n2\n");
        assertThat(set.hasLabels()).isFalse();
    }

    @Test
    void tsv_tabAfterTheLastValue_isPassedOver() throws IOException {
        SeriesSet set = read("a.tsv", "1\t2\t3\t\n2\t4\t5\t\n");
        assertThat(cells(set, 1)).containsExactly(4, 5);
    }

    @Test
    void json_listsOfSteps_andListsOfFeatures_areTheSame() throws IOException {
        List<ReadNote> notes = new ArrayList<>();
        String text = """
                {"id": "a", "label": true, "group": 3, "features": ["p", "q"], "values": [[1, 2], [3.5, -4e1]]}

                {"group": 4, "x": {"q": [2, null], "p": [1, 7]}, "label": false, "id": 12, "sex": {"a": [1]}, "group_": 1}
                """;
        SeriesSet set = SeriesFiles.read(
                Files.writeString(folder.resolve("a.jsonl"), text),
                ReadOptions.defaults().withMissing(MissingValues.PREVIOUS).withNotes(notes::add));
        assertThat(set.featureNames()).containsExactly("p", "q");
        assertThat(set.ids()).containsExactly("a", "12");
        assertThat(set.classNames()).containsExactly("false", "true");
        assertThat(set.groups().orElseThrow()).containsExactly(3, 4);
        assertThat(cells(set, 0)).containsExactly(1, 2, 3.5, -40);
        assertThat(cells(set, 1)).containsExactly(1, 2, 7, 2);
        assertThat(notes)
                .singleElement()
                .asString()
                .endsWith(
                        "keys that are not known were not read: 'sex', 'group_'; known are id, label, group, features and"
                                + " values (or x)");
    }

    @Test
    void json_plainNumbers_areOneFeature() throws IOException {
        SeriesSet set = read("a.ndjson", "\uFEFF{\"x\": [1, 2, 3]}\r\n{\"x\": [4]}");
        assertThat(List.of(set.count(), set.steps(), set.features())).containsExactly(2, 3, 1);
        assertThat(set.ids()).containsExactly("0", "1");
        assertThat(set.hasLabels()).isFalse();
        assertThat(set.length(1)).isEqualTo(1);
    }

    private SeriesSet read(String name, String content) throws IOException {
        return SeriesFiles.read(Files.writeString(folder.resolve(name), content));
    }

    private static int[] labels(SeriesSet set) {
        return IntStream.range(0, set.count()).map(set::label).toArray();
    }

    private static double[] cells(SeriesSet set, int series) {
        double[] cells = new double[set.steps() * set.features()];
        set.copySeries(series, cells, 0);
        return cells;
    }
}
