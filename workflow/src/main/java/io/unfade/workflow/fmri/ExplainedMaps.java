package io.unfade.workflow.fmri;

import io.unfade.attribution.SaliencyFile;
import io.unfade.attribution.SaliencyMaps;
import io.unfade.check.FileStamp;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.fmri.prepare.Block;
import io.unfade.fmri.prepare.FmriContext;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.option.SeriesChoice;
import io.unfade.workflow.option.SeriesReader;
import io.unfade.workflow.result.ExplainedBlocks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Saliency maps of prepared fMRI series, with the series themselves. */
record ExplainedMaps(Path saliency, Path data, SeriesChoice choice) {
    /**
     * {@return the maps with their series, which must agree in number and shape}
     *
     * @param progress receives notes on what was left out
     */
    ExplainedBlocks read(Progress progress) throws IOException {
        FileStamp stamp = FileStamp.of(data);
        SaliencyMaps maps = SaliencyFile.read(saliency);
        SeriesSet set = SeriesReader.asExplained(maps.origin().details(), choice.of(SeriesFiles.read(data), data));
        FmriContext context = FmriContext.readFor(data);
        List<Block> blocks = context.blocksOf(set, data);
        checkOrigin(maps, stamp.sha256());
        if (maps.count() != set.count() || maps.steps() != set.steps() || maps.features() != set.features()) {
            throw BadRequest.of(
                    "%s holds %d maps of %d steps x %d features, but %s holds %d series of %d x %d",
                    saliency,
                    maps.count(),
                    maps.steps(),
                    maps.features(),
                    data,
                    set.count(),
                    set.steps(),
                    set.features());
        }
        try {
            maps.checkBelongTo(set);
        } catch (IllegalArgumentException e) {
            throw BadRequest.of("%s: %s", saliency, String.valueOf(e.getMessage()));
        }
        if (!set.hasLabels()) {
            throw BadRequest.of("%s: the series have no labels; fmri prepare writes them", data);
        }
        return ofKnownClasses(new ExplainedBlocks(maps, set, context, blocks, data), progress);
    }

    /** {@return the blocks of classes known to the model, with the model's class indices} */
    private ExplainedBlocks ofKnownClasses(ExplainedBlocks all, Progress progress) {
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
            throw BadRequest.of(
                    "%s: no series is of a class that the model knows, which are %s", data, String.join(", ", classes));
        }
        if (known.length < set.count()) {
            progress.note(Message.of(
                    "%d of %d series of %s are of classes that the model does not know; they are left out",
                    set.count() - known.length, set.count(), data));
        }
        return new ExplainedBlocks(
                SaliencyMaps.gathered(Collections.nCopies(known.length, all.maps()), known),
                set.select(known).withClassNames(classes),
                all.context(),
                Arrays.stream(known).mapToObj(all.blocks()::get).toList(),
                all.file());
    }

    /** Fails if the maps were made for other series. */
    private void checkOrigin(SaliencyMaps maps, String hash) {
        Map<String, String> origin = maps.origin().details();
        if (maps.origin().isOfOtherFile(hash)) {
            throw BadRequest.of(
                    "%s: explains another file than %s, or one that was changed; run explain again", saliency, data);
        }
        choice.details().forEach((key, chosen) -> {
            String explained = origin.getOrDefault(key, chosen);
            if (!explained.equals(chosen)) {
                throw BadRequest.of(
                        "%s: explains other series (%s: %s) than are asked for (%s); give the same {series}, {groups} "
                                + "and {notGroups}",
                        saliency, key, explained, chosen);
            }
        });
    }
}
