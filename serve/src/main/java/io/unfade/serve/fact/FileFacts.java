package io.unfade.serve.fact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.data.numpy.NpyHeader;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadOptions;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.model.ModelJson;
import io.unfade.model.Models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Looks into a file as far as is cheap, to see what it is. */
public final class FileFacts {
    /** Text files up to this size are read whole, to count their series. */
    private static final long SHORT_TEXT = 1 << 18;

    /** More bytes than this are not taken to count the series of a file. */
    private static final long LARGE = 16 << 20;

    private static final long SHORT_JSON = 8 << 20;
    private static final Set<String> PICTURES = Set.of("png", "svg", "jpg", "jpeg");
    private static final List<String> BRAINS = List.of(".nii", ".nii.gz", ".gii");
    private static final String REGIONS = ".fmri.json";

    private FileFacts() {}

    /** {@return how series are read that are only looked at: missing values stay missing} */
    public static ReadOptions reading() {
        return ReadOptions.defaults().withMissing(MissingValues.MARK);
    }

    /** {@return what a file or a folder is; what is wrong with it is a problem, not an exception} */
    public static Facts of(Path path, Kind kind, Function<Exception, String> words) {
        try {
            return switch (kind) {
                case MODEL -> ModelFacts.of(path);
                case RUN -> new Facts(kind, run(path));
                case FOLDER -> new Facts(kind, "a folder");
                default -> ofFile(path);
            };
        } catch (IOException | RuntimeException e) {
            String problem = words.apply(e);
            Facts otherwise = unread(path, kind);
            return new Facts(otherwise.kind(), otherwise.title(), otherwise.about(), problem);
        }
    }

    private static Facts unread(Path path, Kind kind) {
        if (kind == Kind.OTHER && SeriesFiles.hasName(path)) {
            return new Facts(Kind.DATA, "cannot be read");
        }
        return new Facts(kind, kind == Kind.MODEL ? "a model that cannot be read" : "cannot be read");
    }

    private static Facts ofFile(Path file) throws IOException {
        String name = lower(file);
        if (name.endsWith(".npz")) {
            return NpzFacts.of(file);
        }
        if (isArray(name)) {
            return array(NpyHeader.of(file).shape());
        }
        if (SeriesFiles.hasName(file)) {
            return text(file, name);
        }
        if (name.endsWith(REGIONS)) {
            return regions(file);
        }
        if (Models.format(file).isPresent()) {
            return new Facts(
                    Kind.MODEL, "a network of another program: " + ending(name).toUpperCase(Locale.ROOT) + " file");
        }
        if (name.endsWith(".html")) {
            return new Facts(Kind.REPORT, "a report");
        }
        if (PICTURES.contains(ending(name))) {
            return new Facts(Kind.IMAGE, "a picture");
        }
        if (BRAINS.stream().anyMatch(name::endsWith)) {
            return new Facts(Kind.IMAGE, "an image of a brain");
        }
        return new Facts(Kind.OTHER, "a file");
    }

    public static String lower(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /** {@return whether a name in lower case is of a file of images} */
    public static boolean isOfImages(String name) {
        String plain = unpackedName(name);
        return plain.endsWith(".idx") || plain.endsWith("idx3-ubyte");
    }

    /** {@return whether a name in lower case is of an array of its own} */
    public static boolean isArray(String name) {
        return unpackedName(name).endsWith(".npy");
    }

    /** {@return a name without its ending if that says that it is compressed} */
    public static String unpackedName(String name) {
        return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
    }

    static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Facts array(int[] shape) {
        if ((shape.length != 2 && shape.length != 3) || (shape.length == 2 && shape[1] == 1)) {
            return new Facts(Kind.OTHER, "an array of one number each, such as labels");
        }
        SeriesFacts facts =
                new SeriesFacts(shape[0], shape[1], shape[1], shape.length == 2 ? 1 : shape[2], null, false);
        return new Facts(Kind.DATA, facts.title(), facts.about());
    }

    private static Facts text(Path file, String name) throws IOException {
        String plain = unpackedName(name);
        boolean table = plain.endsWith(".csv") || plain.endsWith(".tsv");
        boolean lines = plain.endsWith(".jsonl") || plain.endsWith(".ndjson");
        String head = table || lines ? Head.of(file) : "";
        if (TableHead.isOfPredictions(head)) {
            return new Facts(Kind.PREDICTIONS, "predictions");
        }
        if (table && !TableHead.isOfSeries(head, plain.endsWith(".tsv"))) {
            return new Facts(Kind.OTHER, "a table");
        }
        if (lines && !head.contains("\"values\"") && !head.contains("\"x\"")) {
            return new Facts(Kind.OTHER, "lines of JSON");
        }
        if (Files.size(file) > SHORT_TEXT || !name.equals(plain) || isLargeInMemory(file)) {
            return new Facts(Kind.DATA, "series, not counted yet");
        }
        SeriesSet set = SeriesFiles.readWithGaps(file, reading());
        SeriesFacts facts = SeriesFacts.of(set);
        return new Facts(Kind.DATA, facts.title(), facts.about());
    }

    /** {@return whether a file of another module, which may be short for what is in it, is large once it is read} */
    private static boolean isLargeInMemory(Path file) throws IOException {
        return SeriesFiles.otherFormat(file).isPresent() && FileSize.inMemory(file, LARGE) > LARGE;
    }

    private static Facts regions(Path file) throws IOException {
        if (Files.size(file) > SHORT_JSON) {
            return new Facts(Kind.REGIONS, "regions of a brain");
        }
        JsonNode json = ModelJson.parse(file);
        if (!json.path("format").asText().equals(FmriContext.FORMAT)) {
            return new Facts(Kind.OTHER, "a file");
        }
        int regions = json.path("regions").size();
        int blocks = json.path("blocks").size();
        Facts facts = new Facts(
                Kind.REGIONS,
                SeriesFacts.amount(regions, "region") + " of a brain, " + SeriesFacts.amount(blocks, "block"));
        ObjectNode about = facts.about();
        about.put("regions", regions);
        about.put("blocks", blocks);
        about.put(NpzFacts.DATA_HASH, json.path("sha256").asText());
        return facts;
    }

    private static String run(Path folder) {
        if (Files.exists(folder.resolve("cross-validation.json"))) {
            return "a cross-validation";
        }
        if (Files.exists(folder.resolveSibling("audit.json"))) {
            return "the measurements of an audit";
        }
        return Files.exists(folder.resolve("search.jsonl")) ? "a search for settings" : "an experiment";
    }
}
