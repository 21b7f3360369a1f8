package io.unfade.cli.fmri;

import io.unfade.cli.base.RequestCommand;
import io.unfade.fmri.map.ClassMaps;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.fmri.FmriMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** {@code unfade fmri map}: saliency as brain images. */
@Command(
        name = "map",
        description =
                "Writes the mean saliency of each class as brain images: a 3-D image (mean over the block) and a 4-D movie "
                        + "(every step of the window) on the atlas' grid, or .pscalar.nii and .ptseries.nii for CIFTI.")
final class FmriMapCommand extends RequestCommand {
    @Mixin
    private FmriMapsOptions maps = new FmriMapsOptions();

    @Option(names = "--out", required = true, order = 3, paramLabel = "DIR", description = "Folder; made if missing.")
    private Path out;

    @Option(
            names = "--value",
            order = 4,
            paramLabel = "WHAT",
            defaultValue = "absolute",
            description = "What is averaged: absolute saliency, signed saliency, or share (absolute, each series' map "
                    + "adding up to 1).")
    private ClassMaps.Value value = ClassMaps.Value.ABSOLUTE;

    @Override
    public Request<?> request() {
        return new FmriMap(maps.saliency(), maps.data(), out, value, maps.choice());
    }
}
