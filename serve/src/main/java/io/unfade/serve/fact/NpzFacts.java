package io.unfade.serve.fact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.PlainText;
import io.unfade.data.numpy.NpyArray;
import io.unfade.data.numpy.NpyHeader;
import io.unfade.data.numpy.NpzFile;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.option.ExplanationChoice;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** What is cheap to know of arrays: shapes from their headers, and the content of small ones. */
public final class NpzFacts {
    /** Key of the hash of the model that maps are of. */
    public static final String MODEL_HASH = "modelHash";

    /** Key of the hash of the series that maps are of. */
    public static final String DATA_HASH = "dataHash";

    /** Key of the hash of the series that maps compare with. */
    public static final String BACKGROUND_HASH = "backgroundHash";

    private static final long SMALL = 1 << 20;
    private static final int LISTED = 8;

    private final NpzFile npz;

    private NpzFacts(NpzFile npz) {
        this.npz = npz;
    }

    static Facts of(Path file) throws IOException {
        try (NpzFile npz = NpzFile.open(file)) {
            NpzFacts facts = new NpzFacts(npz);
            if (npz.has("saliency")) {
                return facts.maps();
            }
            return npz.has("X") ? facts.series() : facts.others();
        }
    }

    private Facts series() throws IOException {
        int[] shape = npz.header("X").shape();
        if (shape.length != 2 && shape.length != 3) {
            return new Facts(Kind.OTHER, "an array X of " + shape.length + " axes");
        }
        SeriesFacts facts = new SeriesFacts(
                shape[0],
                shortest(shape[1]),
                shape[1],
                shape.length == 2 ? 1 : shape[2],
                classes(),
                npz.has("reference"));
        return new Facts(Kind.DATA, facts.title(), facts.about());
    }

    private Facts maps() throws IOException {
        int[] shape = npz.header("saliency").shape();
        if (shape.length != 3) {
            return new Facts(Kind.OTHER, "an array saliency of " + shape.length + " axes");
        }
        SeriesFacts facts = new SeriesFacts(shape[0], shortest(shape[1]), shape[1], shape[2], null, false);
        ObjectNode about = facts.about();
        about.remove(List.of("classes", "hasReference"));
        about.put("series", shape[0]);
        JsonNode meta = meta();
        String method = meta.path("method").asText("unknown");
        about.put("method", method);
        copy(meta, "modelSha256", about, MODEL_HASH);
        copy(meta, SaliencyMaps.DATA_SHA256, about, DATA_HASH);
        copy(meta, ExplanationChoice.BACKGROUND_SHA256, about, BACKGROUND_HASH);
        for (String key : List.of("options", "output", "target", "series", "groups")) {
            copy(meta, key, about, key.equals("series") ? "chosen" : key);
        }
        String what = meta.has("spread") ? " (spread over the members)" : "";
        return new Facts(Kind.MAPS, PlainText.oneLine(method) + what + " of " + facts.title(), about);
    }

    private static void copy(JsonNode from, String key, ObjectNode to, String as) {
        if (from.path(key).isTextual()) {
            to.put(as, PlainText.oneLine(from.path(key).asText()));
        }
    }

    private JsonNode meta() throws IOException {
        List<String> texts =
                npz.has("meta") && isSmall("meta") ? npz.array("meta").toStrings() : List.of();
        return Json.MAPPER.readTree(texts.isEmpty() ? "{}" : texts.get(0));
    }

    private Facts others() {
        List<String> names =
                npz.names().stream().limit(LISTED).map(PlainText::oneLine).toList();
        String more = npz.names().size() > LISTED ? " and more" : "";
        return new Facts(
                Kind.OTHER,
                names.isEmpty() ? "an archive without arrays" : "arrays " + String.join(", ", names) + more);
    }

    private boolean isSmall(String name) throws IOException {
        return npz.header(name).bytes() <= SMALL;
    }

    private int shortest(int steps) throws IOException {
        if (!npz.has("lengths") || !isSmall("lengths")) {
            return steps;
        }
        return (int) LongStream.of(npz.array("lengths").toLongs()).min().orElse(steps);
    }

    private @Nullable Integer classes() throws IOException {
        if (!npz.has("y")) {
            return null;
        }
        if (npz.has("class_names")) {
            NpyHeader header = npz.header("class_names");
            return header.size();
        }
        if (!isSmall("y")) {
            return null;
        }
        NpyArray labels = npz.array("y");
        return (int)
                (labels.kind() == NpyArray.Kind.STRING
                        ? labels.toStrings().stream().distinct().count()
                        : LongStream.of(labels.toLongs()).distinct().count());
    }
}
