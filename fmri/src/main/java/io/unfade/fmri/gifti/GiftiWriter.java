package io.unfade.fmri.gifti;

import io.unfade.check.AtomicFile;
import io.unfade.check.Require;
import io.unfade.fmri.region.Region;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/** Writes values of the vertices of a surface, compressed, in single precision. */
public final class GiftiWriter {
    private GiftiWriter() {}

    /**
     * Writes one map, or a movie with an array for each step.
     *
     * @param file its name should end in {@code .func.gii}
     * @param structure the surface, such as {@code CortexLeft}; empty to omit it
     * @param maps at least 1, each with one value per vertex
     * @throws IOException if writing fails
     */
    public static void writeMaps(Path file, String structure, List<double[]> maps) throws IOException {
        Require.argument(!maps.isEmpty(), "there must be at least 1 map");
        String intent = maps.size() == 1 ? "NIFTI_INTENT_NONE" : "NIFTI_INTENT_TIME_SERIES";
        AtomicFile.write(file, out -> {
            print(out, head(structure, maps.size()));
            for (double[] map : maps) {
                ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * map.length).order(ByteOrder.LITTLE_ENDIAN);
                for (double value : map) {
                    bytes.putFloat((float) value);
                }
                print(out, array(intent, "FLOAT32", map.length, bytes.array()));
            }
            print(out, "</GIFTI>\n");
        });
    }

    /**
     * Writes the regions.
     *
     * @param file its name should end in {@code .label.gii}
     * @throws IOException if writing fails
     */
    public static void writeLabels(Path file, SurfaceAtlas atlas) throws IOException {
        StringBuilder table = new StringBuilder("<LabelTable>\n<Label Key=\"0\">???</Label>\n");
        for (Region region : atlas.regions()) {
            table.append("<Label Key=\"")
                    .append(region.label())
                    .append("\">")
                    .append(escaped(region.name()))
                    .append("</Label>\n");
        }
        int[] labels = atlas.labels();
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * labels.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int label : labels) {
            bytes.putInt(label);
        }
        AtomicFile.write(file, out -> {
            print(out, head(atlas.structure(), 1));
            print(out, table.append("</LabelTable>\n").toString());
            print(out, array("NIFTI_INTENT_LABEL", "INT32", labels.length, bytes.array()));
            print(out, "</GIFTI>\n");
        });
    }

    private static String head(String structure, int arrays) {
        String meta = structure.isEmpty()
                ? ""
                : "<MD><Name>AnatomicalStructurePrimary</Name><Value>" + escaped(structure) + "</Value></MD>";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<GIFTI Version=\"1.0\" NumberOfDataArrays=\"" + arrays
                + "\">\n<MetaData>" + meta + "</MetaData>\n";
    }

    private static String array(String intent, String type, int vertices, byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            out.write(bytes);
        }
        return "<DataArray Intent=\"" + intent + "\" DataType=\"NIFTI_TYPE_" + type
                + "\" ArrayIndexingOrder=\"RowMajorOrder\" Dimensionality=\"1\" Dim0=\"" + vertices
                + "\" Encoding=\"GZipBase64Binary\" Endian=\"LittleEndian\" ExternalFileName=\"\""
                + " ExternalFileOffset=\"0\">\n<MetaData></MetaData>\n<Data>"
                + Base64.getEncoder().encodeToString(packed.toByteArray()) + "</Data>\n</DataArray>\n";
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.appendCodePoint(c < ' ' || c == 0xfffe || c == 0xffff ? ' ' : c);
            }
        });
        return escaped.toString();
    }
}
