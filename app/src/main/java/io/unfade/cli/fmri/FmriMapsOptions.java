package io.unfade.cli.fmri;

import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.FileStamp;
import io.unfade.cli.base.UsageException;
import io.unfade.cli.option.SeriesOptions;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.fmri.prepare.Block;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.workflow.result.ExplainedBlocks;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Saliency maps of prepared fMRI series, with the series themselves. */
final class FmriMapsOptions {
    @Option(
            names = "--saliency",
            required = true,
            order = 1,
            paramLabel = "S.npz",
            description = "Maps that explain wrote.")
    private Path saliency;

    @Option(
            names = "--data",
            required = true,
            order = 2,
            paramLabel = "FILE",
            description = "The series that were explained, as fmri prepare wrote them.")
    private Path data;

    @Mixin
    private SeriesOptions which = new SeriesOptions();

    /**
     * {@return the maps with their series, which must be as many and of the same shape}
     *
     * @param notes gets what was left out
     */
    ExplainedBlocks read(Consumer<String> notes) throws IOException {
        FileStamp stamp = FileStamp.of(data);
        SeriesSet set = which.choice().of(SeriesFiles.read(data), data);
        FmriContext context = FmriContext.readFor(data);
        List<Block> blocks = context.blocksOf(set, data);
        SaliencyMaps maps = SaliencyFile.read(saliency);
        checkOrigin(maps, stamp.sha256());
        if (maps.count() != set.count() || maps.steps() != set.steps() || maps.features() != set.features()) {
            throw new UsageException(String.format(
                    Locale.ROOT,
                    "%s holds %d maps of %d steps x %d features, but %s holds %d series of %d x %d",
                    saliency,
                    maps.count(),
                    maps.steps(),
                    maps.features(),
                    data,
                    set.count(),
                    set.steps(),
                    set.features()));
        }
        try {
            maps.checkBelongTo(set);
        } catch (IllegalArgumentException e) {
            throw new UsageException(saliency + ": " + e.getMessage());
        }
        if (!set.hasLabels()) {
            throw new UsageException(data + ": the series have no labels; fmri prepare writes them");
        }
        return ofKnownClasses(new ExplainedBlocks(maps, set, context, blocks, data), notes);
    }

    /** {@return the blocks of classes that the model knows, with class indices that mean the same as the model's} */
    private ExplainedBlocks ofKnownClasses(ExplainedBlocks all, Consumer<String> notes) {
        String names = all.maps().origin().details().get(SaliencyMaps.CLASS_NAMES);
        if (names == null) {
            return all;
        }
        List<String> classes = names.lines().toList();
        SeriesSet set = all.set();
        int[] known = IntStream.range(0, set.count())
                .filter(i -> classes.contains(set.classNames().get(set.label(i))))
                .toArray();
        if (known.length == 0) {
            throw new UsageException(
                    data + ": no series is of a class that the model knows, which are " + String.join(", ", classes));
        }
        if (known.length < set.count()) {
            notes.accept((set.count() - known.length) + " of " + set.count() + " series of " + data
                    + " are of classes that the model does not know; they are left out");
        }
        return new ExplainedBlocks(
                SaliencyMaps.gathered(Collections.nCopies(known.length, all.maps()), known),
                set.select(known).withClassNames(classes),
                all.context(),
                Arrays.stream(known).mapToObj(all.blocks()::get).toList(),
                all.file());
    }

    /** Fails if the maps say that they explain other series. */
    private void checkOrigin(SaliencyMaps maps, String hash) {
        Map<String, String> origin = maps.origin().details();
        if (!origin.getOrDefault("dataSha256", hash).equals(hash)) {
            throw new UsageException(
                    saliency + ": explains another file than " + data + ", or one that was changed; run explain anew");
        }
        which.choice().details().forEach((key, chosen) -> {
            String explained = origin.getOrDefault(key, chosen);
            if (!explained.equals(chosen)) {
                throw new UsageException(saliency + ": explains other series (" + key + ": " + explained
                        + ") than are asked for (" + chosen + "); give the same --series, --groups and --not-groups");
            }
        });
    }

    /** {@return the file of the maps} */
    Path saliency() {
        return saliency;
    }

    /** {@return the file of the series} */
    Path data() {
        return data;
    }
}
