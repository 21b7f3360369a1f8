package io.unfade.fmri.prepare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.FileHash;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Utf8Text;
import io.unfade.data.SeriesSet;
import io.unfade.fmri.region.Region;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Maps features and steps of a series file back to places in the brain and to seconds: {@code NAME.fmri.json} next to
 * {@code NAME.npz}.
 *
 * @param format {@link #FORMAT}
 * @param sha256 of its series file; empty before that is written
 * @param repetitionTime seconds between steps, TR
 * @param before seconds from the start of the windows to the onset
 * @param after seconds from the onset to the end of the windows
 * @param lag seconds by which they are shifted for the haemodynamic response
 * @param sliceTime assumed time of a scan within its repetition time, 0..1 of it
 * @param groupNames names of the groups, by number
 * @param settings of the extraction and cleaning of region series, in words
 * @param inImage whether the regions are in an image; then the labels and the first run's mean image are stored as well
 * @param parcels the parcels of a CIFTI file as XML; null if there are none
 * @param regions the features, by column; the column is 0 if the region is absent in any run
 * @param runs the runs read
 * @param blocks the origin of each series
 * @param parts SHA-256 of the accompanying images, by {@link #PARTS}; empty before they are written, and in files from
 *     before there were hashes
 */
public record FmriContext(
        String format,
        String sha256,
        double repetitionTime,
        double before,
        double after,
        double lag,
        double sliceTime,
        List<String> groupNames,
        Map<String, String> settings,
        boolean inImage,
        @Nullable String parcels,
        List<Region> regions,
        List<RunRecord> runs,
        List<Block> blocks,
        Map<String, String> parts) {
    /** The format's name and version. */
    public static final String FORMAT = "unfade-fmri/1";

    private static final String SURFACE = "surface";

    /** The images that may accompany a series file, and the endings of their names. */
    static final Map<String, String> PARTS =
            Map.of("atlas", ".atlas.nii.gz", "mean", ".mean.nii.gz", SURFACE, ".atlas.label.gii");

    private static final String NPZ = ".npz";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * One run.
     *
     * @param subject name of the subject
     * @param run its name
     * @param data name of the data file
     * @param sha256 of the data file
     * @param scans the number of scans
     * @param events name of the file of events
     * @param censored the number of scans censored and interpolated
     */
    public record RunRecord(
            String subject, String run, String data, String sha256, int scans, String events, int censored) {}

    /** Copies the lists. */
    public FmriContext {
        groupNames = List.copyOf(groupNames);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        regions = List.copyOf(regions);
        runs = List.copyOf(runs);
        blocks = List.copyOf(blocks);
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /** Context of series that are not written yet. */
    public FmriContext(
            double repetitionTime,
            double before,
            double after,
            double lag,
            double sliceTime,
            List<String> groupNames,
            Map<String, String> settings,
            boolean inImage,
            @Nullable String parcels,
            List<Region> regions,
            List<RunRecord> runs,
            List<Block> blocks) {
        this(
                FORMAT,
                "",
                repetitionTime,
                before,
                after,
                lag,
                sliceTime,
                groupNames,
                settings,
                inImage,
                parcels,
                regions,
                runs,
                blocks,
                Map.of());
    }

    /** {@return the context file of a series file, such as {@code haxby.fmri.json} for {@code haxby.npz}} */
    public static Path beside(Path series) {
        return beside(series, ".fmri.json");
    }

    /** {@return a file next to a series file, of the same name with another ending} */
    public static Path beside(Path series, String ending) {
        String name = String.valueOf(series.getFileName());
        String stem = name.endsWith(NPZ) ? name.substring(0, name.length() - NPZ.length()) : name;
        return series.resolveSibling(stem + ending);
    }

    /** {@return whether the regions are on a surface; then its labels are stored as well} */
    public boolean onSurface() {
        return parts.containsKey(SURFACE);
    }

    /** {@return whether a series file has a context file} */
    public static boolean existsFor(Path series) {
        return Files.isRegularFile(beside(series));
    }

    /**
     * {@return the context of a series file} Hashes the series file and its images.
     *
     * @throws NoSuchFileException if there is none
     * @throws MalformedFileException if the file is malformed, or the series file or an image has changed since it was
     *     written
     */
    public static FmriContext readFor(Path series) throws IOException {
        Path file = beside(series);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    "there is no such file; `unfade fmri prepare` writes it next to the series file");
        }
        FmriContext context = parsed(file);
        if (!FORMAT.equals(context.format())) {
            throw new MalformedFileException(
                    file, "format", "must be '" + FORMAT + "', but is '" + context.format() + "'");
        }
        context.requireParts(file, series);
        return context;
    }

    private static FmriContext parsed(Path file) throws IOException {
        try {
            JsonNode node = JSON.readTree(Utf8Text.read(file));
            if (!(node instanceof ObjectNode object)) {
                throw new MalformedFileException(file, "", "cannot be read: it must hold a JSON object");
            }
            if (!object.has("parts")) {
                object.putObject("parts"); // files of earlier versions
            }
            return JSON.treeToValue(object, FmriContext.class);
        } catch (JsonProcessingException e) {
            throw new MalformedFileException(file, "", "cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private void requireParts(Path file, Path series) throws IOException {
        requireHash(file, series, sha256);
        for (Map.Entry<String, String> part : parts.entrySet()) {
            Path image = beside(series, PARTS.getOrDefault(part.getKey(), "." + part.getKey()));
            if (Files.isRegularFile(image)) { // absence is reported where the image is needed
                requireHash(file, image, part.getValue());
            }
        }
    }

    private static void requireHash(Path file, Path part, String hash) throws IOException {
        if (!FileHash.sha256(part).equals(hash)) {
            throw new MalformedFileException(
                    file, "", "belongs to another " + part.getFileName() + " than is there; prepare both again");
        }
    }

    /** Writes the context file of an existing series file, with the hashes of it and its images. */
    public void writeFor(Path series) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, String> part : PARTS.entrySet()) {
            Path image = beside(series, part.getValue());
            if (Files.isRegularFile(image)) {
                hashes.put(part.getKey(), FileHash.sha256(image));
            }
        }
        byte[] bytes = JSON.writeValueAsBytes(belongingTo(FileHash.sha256(series), hashes));
        AtomicFile.write(beside(series), out -> out.write(bytes));
    }

    private FmriContext belongingTo(String hash, Map<String, String> hashes) {
        return new FmriContext(
                format,
                hash,
                repetitionTime,
                before,
                after,
                lag,
                sliceTime,
                groupNames,
                settings,
                inImage,
                parcels,
                regions,
                runs,
                blocks,
                hashes);
    }

    /**
     * {@return the blocks of the series of a set, in their order; the set may be a selection}
     *
     * @param file the series file, for messages
     * @throws MalformedFileException if the set does not belong to this context
     */
    public List<Block> blocksOf(SeriesSet set, Path file) throws MalformedFileException {
        if (set.features() != regions.size()) {
            throw new MalformedFileException(
                    file,
                    "",
                    "has " + set.features() + " features, but " + beside(file).getFileName() + " names "
                            + regions.size() + " regions; prepare both again");
        }
        Map<String, Block> byId = new HashMap<>();
        blocks.forEach(block -> byId.put(block.id(), block));
        List<Block> found = new ArrayList<>();
        for (String id : set.ids()) {
            Block block = byId.get(id);
            if (block == null) {
                throw new MalformedFileException(
                        file,
                        "series '" + id + "'",
                        "is not in " + beside(file).getFileName() + "; prepare both again");
            }
            found.add(block);
        }
        return found;
    }

    /**
     * {@return the times of the windows' steps, in seconds from the onset without the lag: the mean over blocks}
     *
     * @param of the blocks to average
     */
    public double[] secondsFromOnset(List<Block> of, int steps) {
        double start = of.stream().mapToDouble(Block::start).average().orElse(-before);
        return IntStream.range(0, steps)
                .mapToDouble(t -> start + t * repetitionTime)
                .toArray();
    }
}
