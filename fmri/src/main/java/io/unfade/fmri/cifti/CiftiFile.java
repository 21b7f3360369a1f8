package io.unfade.fmri.cifti;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.check.Require;
import io.unfade.fmri.image.NiftiBlocks;
import io.unfade.fmri.image.NiftiExtension;
import io.unfade.fmri.image.NiftiFile;
import io.unfade.fmri.region.RegionExtraction.NonFinite;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * An open CIFTI-2 matrix file. Its first dimension varies fastest: a row of {@link #blocks} has one number for each
 * position along it, and there is one row for each position along the second.
 */
final class CiftiFile {
    private static final int LEADING = 4;

    private final NiftiFile nifti;
    private final Element matrix;

    private CiftiFile(NiftiFile nifti, Element matrix) {
        this.nifti = nifti;
        this.matrix = matrix;
    }

    static CiftiFile open(Path file) throws IOException {
        NiftiFile nifti = NiftiFile.open(file);
        byte[] xml = nifti.extensions().stream()
                .filter(extension -> extension.code() == NiftiExtension.CIFTI)
                .map(NiftiExtension::content)
                .findFirst()
                .orElseThrow(() -> new MalformedFileException(
                        file, "", "is not CIFTI: it is a NIfTI file without the extension 32, an image perhaps"));
        int[] dims = nifti.dims();
        boolean isMatrix = dims.length >= LEADING + 2;
        for (int axis = 0; axis < dims.length && isMatrix; axis++) {
            isMatrix = dims[axis] == 1 || axis == LEADING || axis == LEADING + 1;
        }
        if (!isMatrix) {
            throw new MalformedFileException(
                    file, "header", "must be a matrix, 1x1x1x1xMxN, but has the extents " + Arrays.toString(dims));
        }
        return new CiftiFile(nifti, parsed(file, () -> matrix(xml)));
    }

    private static Element matrix(byte[] xml) {
        int length = xml.length;
        while (length > 0 && xml[length - 1] == 0) {
            length--;
        }
        Element root = Xml.parse(new InputSource(new ByteArrayInputStream(xml, 0, length)));
        Require.argument(
                root.getTagName().equals("CIFTI"),
                "must be an element CIFTI, but is %s",
                PlainText.quote(root.getTagName()));
        String version = Xml.attribute(root, "Version");
        Require.argument(
                version.equals("2") || version.equals("2.0"),
                "is CIFTI version %s, but version 2 is read",
                PlainText.quote(version));
        return Xml.child(root, "Matrix");
    }

    Path path() {
        return nifti.path();
    }

    /** {@return the number of positions along a dimension, 0 or 1} */
    int extent(int dimension) {
        return nifti.dims()[LEADING + dimension];
    }

    /** {@return the numbers, row by row} */
    NiftiBlocks blocks(String row) throws IOException {
        return nifti.blocks(extent(0), row);
    }

    /**
     * {@return the meaning of a dimension}
     *
     * @param type the required type
     * @param kind for messages, the kind of file with this type
     * @param meaning converts the XML element
     */
    <T> T dimension(int dimension, String type, String kind, Function<Element, T> meaning)
            throws MalformedFileException {
        return parsed(path(), () -> {
            String found = "missing";
            for (Element map : Xml.children(matrix, "MatrixIndicesMap")) {
                int[] applies = Xml.wholes(map, "AppliesToMatrixDimension");
                if (IntStream.of(applies).anyMatch(applied -> applied == dimension)) {
                    found = Xml.attribute(map, "IndicesMapToDataType");
                    if (found.equals(type)) {
                        return meaning.apply(map);
                    }
                }
            }
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "dimension %d of a %s file must be %s, but is %s", dimension, kind, type, found));
        });
    }

    /** Checks that the size of a dimension agrees with the XML. */
    void requireExtent(int dimension, int named, String what) throws MalformedFileException {
        if (extent(dimension) != named) {
            throw new MalformedFileException(
                    path(),
                    "CIFTI header",
                    String.format(
                            Locale.ROOT,
                            "names %d %s, but the matrix has %d in dimension %d",
                            named,
                            what,
                            extent(dimension),
                            dimension));
        }
    }

    /** Sets non-finite values of a row to 0, or rejects them. */
    void settle(double[] row, String name, NonFinite rule) throws MalformedFileException {
        for (int step = 0; step < row.length; step++) {
            if (!Double.isFinite(row[step])) {
                if (rule == NonFinite.REFUSE) {
                    throw new MalformedFileException(
                            path(),
                            name + ", step " + step,
                            "must be finite, but is " + row[step]
                                    + "; the rule for non-finite values can take it as 0");
                }
                row[step] = 0;
            }
        }
    }

    private static <T> T parsed(Path file, Parse<T> parse) throws MalformedFileException {
        try {
            return parse.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedFileException(file, "CIFTI header", String.valueOf(e.getMessage()), e);
        }
    }

    @FunctionalInterface
    private interface Parse<T> {
        T get();
    }
}
