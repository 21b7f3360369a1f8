package io.unfade.cli.option;

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
        return size;
    }
}
