package io.unfade.fmri.region;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
