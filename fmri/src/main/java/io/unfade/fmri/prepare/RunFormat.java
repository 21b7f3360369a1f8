package io.unfade.fmri.prepare;

import io.unfade.check.MalformedFileException;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The file format of a run's data, by the ending of the name. */
public enum RunFormat {
    /** A NIfTI image: {@code .nii}, or a pair {@code .hdr} and {@code .img}; each optionally with {@code .gz}. */
    IMAGE,
    /** CIFTI series of grayordinates, {@code .dtseries.nii}. */
    DENSE,
    /** Series of the vertices of one hemisphere's surface in GIFTI, {@code .gii}. */
    SURFACE,
    /** Region series: CIFTI {@code .ptseries.nii}, a table {@code .tsv} or {@code .csv}, or {@code .npz}. */
    REGIONS;

    private static final List<String> CIFTI = List.of(
            ".dtseries.nii",
            ".ptseries.nii",
            ".dscalar.nii",
            ".pscalar.nii",
            ".dlabel.nii",
            ".plabel.nii",
            ".dconn.nii",
            ".pconn.nii");

    private static final Map<String, String> NOT_READ = Map.of(
            ".mgz", "is a volume of FreeSurfer, which is not read; mri_convert IN.mgz OUT.nii.gz makes an image of it",
            ".mgh", "is a volume of FreeSurfer, which is not read; mri_convert IN.mgh OUT.nii.gz makes an image of it",
            ".brik",
                    "is a data set of AFNI, which is not read; 3dAFNItoNIFTI -prefix OUT.nii.gz IN makes an image of it",
            ".head",
                    "is a data set of AFNI, which is not read; 3dAFNItoNIFTI -prefix OUT.nii.gz IN makes an image of it",
            ".mnc", "is a volume of MINC, which is not read; mnc2nii IN.mnc OUT.nii makes an image of it",
            ".dcm", "is DICOM, which is not read; dcm2niix makes images of a folder of such files");

    /**
     * {@return the format of a file, from its name only}
     *
     * @throws MalformedFileException if the format is not supported; the message suggests a remedy
     */
    public static RunFormat of(Path data) throws MalformedFileException {
        String name = lower(data);
        if (name.endsWith(".dtseries.nii")) {
            return DENSE;
        }
        if (name.endsWith(".ptseries.nii") || name.endsWith(".tsv") || name.endsWith(".csv") || name.endsWith(".npz")) {
            return REGIONS;
        }
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        boolean cifti = CIFTI.stream().anyMatch(plain::endsWith);
        if ((plain.endsWith(".nii") && !cifti) || plain.endsWith(".hdr") || plain.endsWith(".img")) {
            return IMAGE;
        }
        if (plain.endsWith(".gii")) {
            return SURFACE;
        }
        throw notRead(data);
    }

    static MalformedFileException notRead(Path data) {
        String name = lower(data);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        for (Map.Entry<String, String> format : NOT_READ.entrySet()) {
            if (plain.endsWith(format.getKey())) {
                return new MalformedFileException(data, "", format.getValue());
            }
        }
        if (plain.endsWith("tseries.nii")) {
            return new MalformedFileException(data, "", "is a CIFTI series packed by gzip; gunzip it first");
        }
        return new MalformedFileException(
                data,
                "",
                "must be an image (.nii, .nii.gz, or a pair .hdr and .img), a CIFTI series (.ptseries.nii, .dtseries.nii), a "
                        + "surface series (.func.gii), a "
                        + "table (.tsv, .csv) or a NumPy archive (.npz)");
    }

    private static String lower(Path data) {
        return String.valueOf(data.getFileName()).toLowerCase(Locale.ROOT);
    }
}
