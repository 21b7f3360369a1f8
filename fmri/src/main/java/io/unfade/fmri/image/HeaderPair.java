package io.unfade.fmri.image;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The files of an image's header and voxels: one {@code .nii}, or a pair given by either half.
 *
 * @param header file with the header
 * @param data file with the voxels; the same unless it is a pair
 */
record HeaderPair(Path header, Path data) {
    private static final String PACKED = ".gz";
    private static final int ENDING = 4;

    /**
     * {@return the files of an image}
     *
     * @throws NoSuchFileException if the other half of a pair is missing
     */
    static HeaderPair of(Path file) throws NoSuchFileException {
        String name = String.valueOf(file.getFileName());
        boolean packed = name.toLowerCase(Locale.ROOT).endsWith(PACKED);
        String plain = packed ? name.substring(0, name.length() - PACKED.length()) : name;
        String ending = plain.substring(Math.max(0, plain.length() - ENDING));
        return switch (ending) {
            case ".hdr" -> new HeaderPair(file, other(file, plain, ".img", packed));
            case ".HDR" -> new HeaderPair(file, other(file, plain, ".IMG", packed));
            case ".img" -> new HeaderPair(other(file, plain, ".hdr", packed), file);
            case ".IMG" -> new HeaderPair(other(file, plain, ".HDR", packed), file);
            default -> new HeaderPair(file, file);
        };
    }

    private static Path other(Path file, String plain, String ending, boolean packed) throws NoSuchFileException {
        String stem = plain.substring(0, plain.length() - ENDING);
        Path unpacked = file.resolveSibling(stem + ending);
        for (Path half : List.of(
                packed ? file.resolveSibling(stem + ending + PACKED) : unpacked,
                unpacked,
                file.resolveSibling(stem + ending + PACKED))) {
            if (Files.isRegularFile(half)) {
                return half;
            }
        }
        throw new NoSuchFileException(
                unpacked.toString(), null, "there is no such file; " + file.getFileName() + " is one half of a pair");
    }

    boolean isPair() {
        return !header.equals(data);
    }
}
