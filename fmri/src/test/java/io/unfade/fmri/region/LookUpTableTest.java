package io.unfade.fmri.region;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class LookUpTableTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void table_ofBids_namesItsLabels() throws IOException {
        LookUpTable table = LookUpTable.read(file("a.tsv", "index\tname\tcolor\n2\tInsula\tred\n17\tArea 44\tblue\n"));
        assertThat(table.name(2)).isEqualTo("Insula");
        assertThat(table.name(17)).isEqualTo("Area 44");
        assertThat(table.name(3)).isEqualTo("region 3");
    }

    @Test
    void lines_ofFreeSurfer_loseTheirColoursAndKeepTheirNumbers() throws IOException {
        LookUpTable table = LookUpTable.read(
                file("lut.txt", "# No. Label Name R G B A\n\n10  Left-Thalamus  0 118 14 0\n12 Area 44\n"));
        assertThat(table.name(10)).isEqualTo("Left-Thalamus");
        assertThat(table.name(12)).isEqualTo("Area 44");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a.csv | "index,label\\n1,a\\n"             | has no column 'name'
            b.csv | "index,name\\n1.5,a\\n"            | must be a whole number
            c.csv | "index,name\\n1,a\\n1,b\\n"        | names label 1 a second time
            d.txt | "Insula\\n"                        | line 1: must be a label and its name, such as '12 Insula'
            e.txt | "# nothing\\n"                     | names no label
            f.csv | ""                                 | is empty; it needs a line with the names of its columns
            g.csv | "index,name\\n1,a,b\\n"            | line 2: has 3 cells, but the header has 2
            """)
    void read_otherFiles_saysWhereAndWhy(String name, String text, String message) throws IOException {
        Path file = file(name, text.replace("\\n", "\n"));
        assertThatThrownBy(() -> LookUpTable.read(file))
                .hasMessageContaining(name)
                .hasMessageContaining(message);
    }

    @Test
    void lines_withColoursAndStrayBlanks_areCutAsSaid() throws IOException {
        LookUpTable table = LookUpTable.read(file(
                "lut.txt",
                "1 Area 44 0 0\n2\t;, Area 45\t1  2 3 4  \n3  1 2 3 4\n4 5 1 2 3 4\n 6:  \n7 a1 2 3 4 5\n8 n/a\n"));
        assertThat(table.name(1)).isEqualTo("Area 44 0 0");
        assertThat(table.name(2)).isEqualTo("Area 45");
        assertThat(table.name(3)).isEqualTo("1 2 3 4");
        assertThat(table.name(4)).isEqualTo("5");
        assertThat(table.name(6)).isEmpty();
        assertThat(table.name(7)).isEqualTo("a1");
        assertThat(table.name(8)).isEqualTo("n/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1%sx", "1 a%s1", "1 1%s1%s1%s1", "1%s", "%sx"})
    void line_ofAMillionBlanks_isReadAtOnce(String form) {
        String text = form.replace("%s", " ".repeat(1_000_000)) + "\nx";
        // backtracking over this many blanks would take years
        assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> assertThatThrownBy(() -> LookUpTable.read(file("lut.txt", text)))
                        .hasMessageContaining("lut.txt, line ")
                        .hasMessageContaining("must be a label and its name"));
    }

    @Test
    void names_thatAreMissingOrThereTwice_becomeDistinct() {
        List<Region> given = List.of(
                new Region(3, "Insula", 1, true),
                new Region(7, "n/a", 2, false),
                new Region(12, "Insula", 3, true),
                new Region(13, "", 4, true),
                new Region(14, "Insula (3)", 5, true),
                new Region(15, "Area", 6, true),
                new Region(16, "region 7", 6, true));
        List<Region> named = DistinctNames.of(given);
        assertThat(named).extracting(Region::name).doesNotHaveDuplicates();
        assertThat(named)
                .extracting(Region::name)
                .containsExactly(
                        "Insula (3) (3)", "region 7 (7)", "Insula (12)", "region 13", "Insula (3)", "Area", "region 7");
        assertThat(named).extracting(Region::label).containsExactly(3, 7, 12, 13, 14, 15, 16);
        assertThat(named.get(1).present()).isFalse();
        assertThat(DistinctNames.note(given, named).orElseThrow())
                .contains("made distinct by the label: 'Insula (3) (3)', 'region 7 (7)', 'Insula (12)', 'region 13'");
        assertThat(DistinctNames.note(named, DistinctNames.of(named))).isEmpty();
    }
}
