package io.unfade.fmri.cifti;

import io.unfade.check.Require;
import io.unfade.fmri.image.NiftiExtension;
import io.unfade.fmri.image.NiftiWriter;
import io.unfade.fmri.image.VoxelType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes CIFTI-2 files of parcels in single precision, which Connectome Workbench and nibabel open. NaN marks absent
 * values. An existing file is replaced once the new one is complete.
 */
public final class CiftiWriter {
    private static final int SERIES_INTENT = 3004;
    private static final int SCALAR_INTENT = 3008;

    private CiftiWriter() {}

    /**
     * Writes maps of parcels.
     *
     * @param file its name should end in {@code .pscalar.nii}, by which Workbench recognises it
     * @param names of the maps, at least 1
     * @param values one row for each map, one column for each parcel
     * @throws IllegalArgumentException if sizes disagree, a value is finite and too large for single precision, or a name
     *     has a character that XML cannot hold
     * @throws IOException if writing fails
     */
    public static void writeScalars(Path file, CiftiParcels parcels, List<String> names, double[][] values)
            throws IOException {
        Require.argument(!names.isEmpty(), "there must be at least 1 map");
        Require.size("the maps of " + names.size() + " names", names.size(), values.length);
        StringBuilder xml = new StringBuilder(
                "<MatrixIndicesMap AppliesToMatrixDimension=\"0\" IndicesMapToDataType=\"CIFTI_INDEX_TYPE_SCALARS\">\n");
        for (String name : names) {
            xml.append("<NamedMap><MapName>").append(Xml.escaped(name)).append("</MapName></NamedMap>\n");
        }
        String axis = xml.append("</MatrixIndicesMap>").toString();
        write(file, axis, parcels, values, SCALAR_INTENT, "ConnParcelScalr");
    }

    /**
     * Writes series of parcels.
     *
     * @param file its name should end in {@code .ptseries.nii}, by which Workbench recognises it
     * @param values one row for each time step, at least 1, one column for each parcel
     * @param start time of the first step, in seconds
     * @param step from one to the next, in seconds, above 0
     * @throws IllegalArgumentException if sizes disagree, or a number is out of range
     * @throws IOException if writing fails
     */
    public static void writeSeries(Path file, CiftiParcels parcels, double[][] values, double start, double step)
            throws IOException {
        Require.argument(values.length >= 1, "there must be at least 1 step in time");
        Require.argument(
                Double.isFinite(start) && Double.isFinite(step) && step > 0,
                "start and step must be finite and the step above 0 s, but are %s and %s",
                start,
                step);
        String axis = new SeriesAxis(values.length, start, step).toXml();
        write(file, axis, parcels, values, SERIES_INTENT, "ConnParcelSries");
    }

    private static void write(
            Path file, String axis, CiftiParcels parcels, double[][] values, int intent, String intentName)
            throws IOException {
        for (double[] row : values) {
            Require.size("a row of " + parcels.size() + " parcels", parcels.size(), row.length);
        }
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CIFTI Version=\"2\"><Matrix>\n" + axis + "\n"
                + parcels.toXml() + "\n</Matrix></CIFTI>\n";
        NiftiExtension extension = new NiftiExtension(NiftiExtension.CIFTI, xml.getBytes(StandardCharsets.UTF_8));
        int[] dims = {1, 1, 1, 1, values.length, parcels.size()};
        double[] column = new double[values.length];
        NiftiWriter.writeMatrix(file, dims, VoxelType.FLOAT32, intent, intentName, extension, parcel -> {
            for (int row = 0; row < column.length; row++) {
                column[row] = values[row][parcel];
            }
            return column;
        });
    }
}
