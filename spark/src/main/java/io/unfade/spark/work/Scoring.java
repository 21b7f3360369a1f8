package io.unfade.spark.work;

import io.unfade.check.Require;
import io.unfade.metric.MapMeasure;
import io.unfade.spark.table.Columns;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

import java.util.Iterator;
import java.util.List;

/** Measures of maps against the cells known to matter: rows of id, saliency and reference. */
public final class Scoring implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    /** {@return the columns that come out: id, a column of each measure, and why there are none} */
    public static StructType columns() {
        StructType all = new StructType().add(Columns.ID, DataTypes.StringType);
        for (MapMeasure measure : MapMeasure.against(false)) {
            all = all.add(measure.key(), DataTypes.DoubleType);
        }
        return all.add(PartitionWork.ERROR, DataTypes.StringType);
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                return scored(rows.next());
            }
        };
    }

    private static Row scored(Row row) {
        List<MapMeasure> measures = MapMeasure.against(false);
        Object[] cells = new Object[2 + measures.size()];
        cells[0] = row.getString(0);
        try {
            MapMeasure.OfMap measured = measured(row);
            for (int i = 0; i < measures.size(); i++) {
                cells[i + 1] = measures.get(i).of(measured);
            }
        } catch (IllegalArgumentException e) {
            cells[measures.size() + 1] = e.getMessage();
        }
        return RowFactory.create(cells);
    }

    private static MapMeasure.OfMap measured(Row row) {
        List<scala.collection.Seq<Float>> map = row.getList(1);
        List<scala.collection.Seq<Boolean>> known = row.isNullAt(2) ? List.of() : row.getList(2);
        Require.argument(
                known.size() >= map.size(), "the reference has %d steps, the map %d", known.size(), map.size());
        int features = map.get(0).size();
        double[] saliency = new double[map.size() * features];
        boolean[] reference = new boolean[saliency.length];
        for (int t = 0; t < map.size(); t++) {
            int width = known.get(t) == null ? 0 : known.get(t).size();
            Require.argument(
                    width == features, "step %d of the reference has %d features, the map %d", t, width, features);
            var cells = map.get(t).iterator();
            var marks = known.get(t).iterator();
            for (int c = 0; c < features; c++) {
                saliency[t * features + c] = Math.abs(cells.next());
                reference[t * features + c] = Boolean.TRUE.equals(marks.next());
            }
        }
        return MapMeasure.OfMap.of(saliency, reference);
    }
}
