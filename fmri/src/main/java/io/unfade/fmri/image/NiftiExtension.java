package io.unfade.fmri.image;

/**
 * An extension between the header and the data of a NIfTI file.
 *
 * @param code its type: 4 AFNI, 6 a comment, 32 CIFTI, and others
 * @param content its bytes without length and code, with zero padding; not to be changed
 */
public record NiftiExtension(int code, byte[] content) {
    /** The code of CIFTI's XML. */
    public static final int CIFTI = 32;
}
