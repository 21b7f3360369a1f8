package io.unfade.fmri.map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.FileHash;
import io.unfade.check.FileSet;
import io.unfade.check.MalformedFileException;
import io.unfade.fmri.cifti.CiftiParcels;
import io.unfade.fmri.cifti.CiftiWriter;
import io.unfade.fmri.gifti.GiftiWriter;
import io.unfade.fmri.gifti.SurfaceAtlas;
import io.unfade.fmri.image.NiftiWriter;
import io.unfade.fmri.image.VoxelType;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.fmri.prepare.Prepared;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes mean maps of classes as files for brain viewers: for regions in an image, {@code NAME_mean.nii.gz}, the mean
 * over the steps on task, and {@code NAME_movie.nii.gz}, every step of the window, on the atlas' own grid, 0 outside all
 * regions; for surfaces the same as {@code .func.gii}; for parcels of CIFTI files, {@code mean.pscalar.nii} with a map for each class, and {@code NAME_movie.ptseries.nii}.
 */
public final class BrainMapFiles {
    private static final String LIST = "maps.json";
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final FmriContext context;
    private final @Nullable BrainMaps brain;
    private final @Nullable CiftiParcels parcels;
    private final @Nullable SurfaceAtlas surface;

    private BrainMapFiles(
            FmriContext context,
            @Nullable BrainMaps brain,
            @Nullable CiftiParcels parcels,
            @Nullable SurfaceAtlas surface) {
        this.context = context;
        this.brain = brain;
        this.parcels = parcels;
        this.surface = surface;
    }

    /**
     * A file that was written.
     *
     * @param file its path
     * @param classes of its maps
     */
    public record Written(Path file, List<String> classes) {}

    /**
     * {@return a writer for the maps of a series file; nothing is written yet}
     *
     * @param context of the series file
     * @param series the series file, with the labels next to it
     * @throws MalformedFileException if the positions of the regions are unknown
     */
    public static BrainMapFiles of(FmriContext context, Path series) throws IOException {
        if (context.inImage()) {
            return new BrainMapFiles(context, BrainMaps.of(context, series), null, null);
        }
        if (context.onSurface()) {
            return new BrainMapFiles(context, null, null, SurfaceAtlas.labels(Prepared.surfaceOf(series), null));
        }
        String xml = context.parcels();
        if (xml == null) {
            throw new MalformedFileException(
                    series, "", "comes from tables, so it is not known where in the brain its regions are");
        }
        try {
            return new BrainMapFiles(context, null, CiftiParcels.ofXml(xml), null);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(FmriContext.beside(series), "parcels", String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * {@return the files written; classes without series are left out}
     *
     * <p>They replace files of the same names all at once, or not at all if writing fails. {@code maps.json} is written
     * last and lists their classes and SHA-256, and the SHA-256 of the series file.
     *
     * @param maps by class
     * @param names of the classes
     * @param start time of the first step, in seconds from the onset
     * @param folder to write to; must exist
     */
    public List<Written> write(ClassMaps maps, List<String> names, double start, Path folder) throws IOException {
        List<Written> files = new ArrayList<>();
        FileSet.replace(folder.resolve(LIST), List.of(), fresh -> {
            List<Written> written = fill(maps, names, start, fresh);
            byte[] list = list(written);
            AtomicFile.write(fresh.resolve(LIST), out -> out.write(list));
            for (Written file : written) {
                files.add(new Written(folder.resolve(fresh.relativize(file.file())), file.classes()));
            }
        });
        return files;
    }

    private List<Written> fill(ClassMaps maps, List<String> names, double start, Path folder) throws IOException {
        List<Integer> known = IntStream.range(0, maps.classes())
                .filter(k -> maps.count(k) > 0)
                .boxed()
                .toList();
        List<String> stems = stems(names);
        List<Written> files = new ArrayList<>();
        if (parcels != null) {
            Path means = folder.resolve("mean.pscalar.nii");
            List<String> classes = known.stream().map(names::get).toList();
            CiftiWriter.writeScalars(
                    means, parcels, classes, known.stream().map(maps::onTask).toArray(double[][]::new));
            files.add(new Written(means, classes));
        }
        for (int k : known) {
            List<String> own = List.of(names.get(k));
            if (brain != null) {
                Path mean = folder.resolve(stems.get(k) + "_mean.nii.gz");
                NiftiWriter.write(mean, brain.image(maps.onTask(k), 0), VoxelType.FLOAT32, brain.formCode());
                files.add(new Written(mean, own));
                files.add(new Written(imageMovie(brain, maps, k, folder.resolve(stems.get(k) + "_movie.nii.gz")), own));
            }
            if (surface != null) {
                files.addAll(onSurface(surface, maps, k, own, folder, stems.get(k)));
            }
            if (parcels != null) {
                files.add(new Written(
                        parcelMovie(parcels, maps, k, start, folder.resolve(stems.get(k) + "_movie.ptseries.nii")),
                        own));
            }
        }
        return files;
    }

    private byte[] list(List<Written> files) throws IOException {
        ObjectNode list = JSON.createObjectNode();
        list.put("format", "unfade-maps/1");
        list.put("series", context.sha256());
        ArrayNode entries = list.putArray("files");
        for (Written file : files) {
            ObjectNode entry = entries.addObject();
            entry.put("file", String.valueOf(file.file().getFileName()));
            entry.put("sha256", FileHash.sha256(file.file()));
            file.classes().forEach(entry.putArray("classes")::add);
        }
        return JSON.writeValueAsBytes(list);
    }

    private Path imageMovie(BrainMaps places, ClassMaps maps, int index, Path file) throws IOException {
        NiftiWriter.write(
                file,
                places.grid(),
                VoxelType.FLOAT32,
                maps.steps(),
                context.repetitionTime(),
                places.formCode(),
                step -> places.image(maps.at(index, step), 0).values());
        return file;
    }

    private static List<Written> onSurface(
            SurfaceAtlas places, ClassMaps maps, int index, List<String> own, Path folder, String stem)
            throws IOException {
        Path mean = folder.resolve(stem + "_mean.func.gii");
        GiftiWriter.writeMaps(mean, places.structure(), List.of(places.image(maps.onTask(index), 0)));
        Path movie = folder.resolve(stem + "_movie.func.gii");
        GiftiWriter.writeMaps(
                movie,
                places.structure(),
                IntStream.range(0, maps.steps())
                        .mapToObj(t -> places.image(maps.at(index, t), 0))
                        .toList());
        return List.of(new Written(mean, own), new Written(movie, own));
    }

    private Path parcelMovie(CiftiParcels axis, ClassMaps maps, int index, double start, Path file) throws IOException {
        double[][] steps = IntStream.range(0, maps.steps())
                .mapToObj(t -> maps.at(index, t))
                .toArray(double[][]::new);
        CiftiWriter.writeSeries(file, axis, steps, start, context.repetitionTime());
        return file;
    }

    /** {@return the classes' names as parts of file names; ambiguous ones are numbered} */
    private static List<String> stems(List<String> names) {
        List<String> plain = names.stream()
                .map(name -> name.replaceAll("[^A-Za-z0-9.-]", "_").replaceAll("^\\.+", "_"))
                .toList();
        List<String> stems = new ArrayList<>();
        for (String stem : plain) {
            boolean alone = plain.stream().filter(stem::equalsIgnoreCase).count() == 1;
            stems.add(alone ? stem : stem + "-" + (stems.size() + 1));
        }
        return stems;
    }
}
