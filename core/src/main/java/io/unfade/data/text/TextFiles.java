package io.unfade.data.text;

import io.unfade.check.AtomicFile;
import io.unfade.check.IOConsumer;
import io.unfade.check.PlainText;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Shared by the writers of text formats. */
public final class TextFiles {
    private TextFiles() {}

    /** Writes a file in UTF-8 atomically, compressed if its name ends in {@code .gz}. */
    public static void write(Path file, IOConsumer<? super Writer> body) throws IOException {
        boolean packed = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        AtomicFile.write(file, out -> {
            OutputStream bytes = packed ? new GZIPOutputStream(out) : out;
            try (Writer writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
                body.accept(writer);
            }
        });
    }

    /** {@return the exception wrapped by fastcsv} */
    static IOException cause(UncheckedIOException e) {
        IOException cause = e.getCause();
        return cause == null ? new IOException(e) : cause;
    }

    /** {@return the shortest decimal that reads back as the same number in the set's precision} */
    static String number(SeriesSet set, int series, int time, int feature) {
        double value = set.value(series, time, feature);
        return set.precision() == Precision.SINGLE ? Float.toString((float) value) : Double.toString(value);
    }

    /**
     * Checks that class names are distinguishable from the surrounding text.
     *
     * @throws IllegalArgumentException if one is empty, begins or ends with a blank, or contains a forbidden character
     */
    public static void checkClassNames(SeriesSet set, Path file, String forbidden) {
        for (String name : set.classNames()) {
            Require.argument(
                    !name.isEmpty()
                            && name.equals(name.strip())
                            && name.chars().noneMatch(c -> forbidden.indexOf(c) >= 0),
                    "%s: this format cannot hold the class name %s; use .npz",
                    file,
                    PlainText.quote(name));
        }
    }
}
