package io.unfade.data.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;

import java.io.IOException;
import java.io.Writer;

/** Writes JSON lines for {@link JsonSeries}, with feature names in the first line. */
public final class JsonSeriesWriter {
    private JsonSeriesWriter() {}

    /** Writes a set without its masks. */
    public static void write(SeriesSet set, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            for (int series = 0; series < set.count(); series++) {
                writeSeries(set, series, json);
            }
        }
        out.write('\n');
    }

    private static void writeSeries(SeriesSet set, int series, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", set.ids().get(series));
        if (set.hasLabels()) {
            json.writeStringField("label", set.classNames().get(set.label(series)));
        }
        if (set.groups().isPresent()) {
            json.writeNumberField("group", set.groups().get()[series]);
        }
        if (series == 0) {
            json.writeArrayFieldStart("features");
            for (String name : set.featureNames()) {
                json.writeString(name);
            }
            json.writeEndArray();
        }
        json.writeArrayFieldStart("values");
        for (int time = 0; time < set.length(series); time++) {
            json.writeStartArray();
            for (int feature = 0; feature < set.features(); feature++) {
                double value = set.value(series, time, feature);
                if (set.precision() == Precision.SINGLE) {
                    json.writeNumber((float) value);
                } else {
                    json.writeNumber(value);
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
