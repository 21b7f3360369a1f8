package io.unfade.fmri.image;

/**
 * A piece between the header and the data of a NIfTI file.
 *
 * @param code what it is: 4 AFNI, 6 a comment, 32 CIFTI, and others
 * @param content its bytes without length and code, with the zeros that fill it up; not to be changed
 */
public record NiftiExtension(int code, byte[] content) {
    /** The code of CIFTI's XML. */
    public static final int CIFTI = 32;
}
