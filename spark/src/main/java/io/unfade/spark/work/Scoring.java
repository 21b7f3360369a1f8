package io.unfade.spark.work;

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

    /** {@return the columns that come out: id, and a column of each measure} */
    public static StructType columns() {
        StructType all = new StructType().add(Columns.ID, DataTypes.StringType);
        for (MapMeasure measure : MapMeasure.against(false)) {
            all = all.add(measure.key(), DataTypes.DoubleType);
        }
        return all;
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
        List<scala.collection.Seq<Float>> map = row.getList(1);
        List<scala.collection.Seq<Boolean>> known = row.getList(2);
        int features = map.get(0).size();
        double[] saliency = new double[map.size() * features];
        boolean[] reference = new boolean[saliency.length];
        for (int t = 0; t < map.size(); t++) {
            var cells = map.get(t).iterator();
            var marks = known.get(t).iterator();
            for (int c = 0; c < features; c++) {
                saliency[t * features + c] = Math.abs(cells.next());
                reference[t * features + c] = marks.next();
            }
        }
        MapMeasure.OfMap measured = MapMeasure.OfMap.of(saliency, reference);
        List<MapMeasure> measures = MapMeasure.against(false);
        Object[] cells = new Object[1 + measures.size()];
        cells[0] = row.getString(0);
        for (int i = 0; i < measures.size(); i++) {
            cells[i + 1] = measures.get(i).of(measured);
        }
        return RowFactory.create(cells);
    }
}
