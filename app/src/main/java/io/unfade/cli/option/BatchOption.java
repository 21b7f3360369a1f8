package io.unfade.cli.option;

import io.unfade.cli.base.UsageException;
import picocli.CommandLine.Option;

/** How many series are computed at a time. */
public final class BatchOption {
    @Option(
            names = "--batch-size",
            order = 50,
            paramLabel = "B",
            defaultValue = "64",
            description = "Series at a time; bounds the memory.")
    private int size;

    public int size() {
        if (size < 1) {
            throw new UsageException("--batch-size must be at least 1, but was " + size);
        }
        return size;
    }
}
