package io.unfade.parquet;

import io.unfade.check.IOConsumer;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFormat;
import io.unfade.data.source.ReadOptions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Tables of Parquet, a row a series or a row a step; a file, or a folder of files as Spark writes it. Created by {@link
 * java.util.ServiceLoader}.
 */
public final class ParquetFormat implements SeriesFormat {
    @Override
    public String ending() {
        return PartFiles.ENDING;
    }

    @Override
    public boolean isOf(Path file) {
        return PartFiles.isNamed(file) || PartFiles.isFolder(file);
    }

    @Override
    public List<Path> files(Path file) throws IOException {
        return PartFiles.of(file);
    }

    @Override
    public long bytesInMemory(Path file) throws IOException {
        double sum = 0; // of what is claimed, which may be more than fits in whole numbers
        for (Path part : PartFiles.of(file)) {
            try (ParquetFile opened = ParquetFile.open(part)) {
                sum += opened.unpackedBytes();
            }
        }
        return (long) (2 * sum);
    }

    @Override
    public void read(Path file, ReadOptions options, long cells, IOConsumer<? super SeriesSet> reader)
            throws IOException {
        List<Path> files = PartFiles.of(file);
        boolean bySteps;
        try (ParquetFile first = ParquetFile.open(files.get(0))) {
            bySteps = StepColumns.fits(first.schema());
        }
        if (bySteps) {
            StepTable.read(file, files, options, cells, reader);
        } else {
            SeriesTable.read(file, files, options, cells, reader);
        }
    }

    @Override
    public void write(SeriesSet set, Path file) throws IOException {
        TableWriter.write(set, file);
    }
}
