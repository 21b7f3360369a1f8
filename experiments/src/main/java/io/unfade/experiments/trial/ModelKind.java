package io.unfade.experiments.trial;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.nn.spec.Cell;
import io.unfade.nn.spec.HopPooling;
import io.unfade.nn.spec.ModelSpec;
import io.unfade.nn.spec.ReadoutKind;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * A kind of model to compare: everything but its size.
 *
 * @param key its name in files
 * @param title its name for readers
 * @param cell the recurrent cell
 * @param bidirectional whether it also runs backwards in time
 * @param attention how input-cell attention is pooled over hops; null for none
 * @param readout how hidden states are reduced to one vector
 */
public record ModelKind(
        String key,
        String title,
        Cell cell,
        boolean bidirectional,
        @Nullable HopPooling attention,
        ReadoutKind readout) {
    /** {@return a model that reads its last state} */
    public static ModelKind plain(String key, String title, Cell cell) {
        return new ModelKind(key, title, cell, false, null, ReadoutKind.LAST);
    }

    /** {@return a model with input-cell attention that reads its last state} */
    public static ModelKind attentive(String key, String title, Cell cell, HopPooling pooling) {
        return new ModelKind(key, title, cell, false, pooling, ReadoutKind.LAST);
    }

    /** {@return an LSTM with another readout} */
    public static ModelKind reading(String key, String title, boolean bidirectional, ReadoutKind readout) {
        return new ModelKind(key, title, Cell.LSTM, bidirectional, null, readout);
    }

    private ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("key", key);
        node.put("cell", cell.key());
        node.put("bidirectional", bidirectional);
        node.put("attention", attention == null ? "none" : attention.key());
        node.put("readout", readout.key());
        return node;
    }

    /** Adds kinds of models to the settings of a study. */
    public static void putInto(ObjectNode settings, List<ModelKind> kinds) {
        ArrayNode models = settings.putArray("models");
        kinds.forEach(kind -> models.add(kind.json()));
    }

    /** {@return the architecture of a size, for some data} */
    public ModelSpec spec(Size size, int features, int classes) {
        ModelSpec.Readout reading = readout == ReadoutKind.SELF_ATTENTION
                ? new ModelSpec.Readout(readout, size.hops(), size.width())
                : ModelSpec.Readout.of(readout);
        ModelSpec.Attention attending =
                attention == null ? null : new ModelSpec.Attention(size.hops(), size.width(), attention);
        return new ModelSpec(
                cell, 1, bidirectional, size.hidden(), attending, reading, features, classes, size.dropout());
    }

    /**
     * The size of a model.
     *
     * @param hidden H
     * @param hops A, of input-cell attention and of a self-attention readout
     * @param width D, of the same
     * @param dropout in training
     */
    public record Size(int hidden, int hops, int width, double dropout) {
        /** The authors' size for the synthetic data. */
        public static final Size AUTHORS = new Size(5, 20, 50, 0.1);

        /** Adds the size to the settings of a study. */
        public void putInto(ObjectNode settings) {
            settings.put("hidden", hidden);
            settings.put("hops", hops);
            settings.put("attentionWidth", width);
            settings.put("dropout", dropout);
        }

        /** {@return the size in words, for readers} */
        public String describe() {
            return String.format(
                    Locale.ROOT,
                    "hidden size %d, %d hops, attention width %d, dropout %s",
                    hidden,
                    hops,
                    width,
                    dropout);
        }
    }
}
