package io.unfade.report.map;

import io.unfade.report.draw.CellMap;
import io.unfade.report.draw.ColorScale;
import io.unfade.report.draw.Look;
import io.unfade.report.map.HeatMapFigure.Column;
import io.unfade.report.map.HeatMapFigure.Panel;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/**
 * All maps of a figure.
 *
 * @param rows the maps of each row
 * @param names of the rows of small maps
 * @param columns of small maps; empty for large ones
 * @param marks text of the cells; null for none
 * @param absent why cells have no data, for the key
 */
record Maps(
        List<List<Panel>> rows,
        List<String> names,
        List<Column> columns,
        @Nullable CellNumbers marks,
        String absent) {
    /** Maps whose cells without data are padding. */
    Maps(List<List<Panel>> rows, List<String> names, List<Column> columns, @Nullable CellNumbers marks) {
        this(rows, names, columns, marks, Look.NO_DATA_LABEL);
    }

    /** {@return large maps} */
    static Maps large(List<List<Panel>> rows) {
        return new Maps(rows, List.of(), List.of(), null);
    }

    /** {@return a copy with another reason why cells have no data} */
    Maps withAbsent(String label) {
        return new Maps(rows, names, columns, marks, label);
    }

    boolean small() {
        return !columns.isEmpty();
    }

    CellMap first() {
        return rows.get(0).get(0).map();
    }

    Stream<Panel> panels() {
        return rows.stream().flatMap(List::stream);
    }

    /** {@return the limits of a map} */
    ColorScale.Limits limits(int row, int column) {
        Panel panel = rows.get(row).get(column);
        return small() && columns.get(column).shared()
                ? limits(column)
                : panel.scale().limits(panel.map());
    }

    /** {@return the limits of a whole column} */
    ColorScale.Limits limits(int column) {
        return columns.get(column)
                .scale()
                .limits(rows.stream().map(row -> row.get(column).map()).toList());
    }
}
