package io.unfade.data;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Fingerprints of sets of series, so that resumed work can verify that its data are unchanged. */
public final class Fingerprint {
    private Fingerprint() {}

    /**
     * {@return the number of series and a checksum of their cells, lengths and, if they have labels, class indices}; not secure
     * against deliberate collisions. O(n T C) time.
     */
    public static String of(SeriesSet set) {
        CRC32C crc = new CRC32C();
        double[] values = new double[set.steps() * set.features()];
        ByteBuffer bytes = ByteBuffer.allocate(2 * Integer.BYTES + values.length * Double.BYTES);
        for (int i = 0; i < set.count(); i++) {
            set.copySeries(i, values, 0);
            bytes.clear()
                    .putInt(set.hasLabels() ? set.label(i) : -1)
                    .putInt(set.length(i))
                    .asDoubleBuffer()
                    .put(values);
            crc.update(bytes.array());
        }
        return set.count() + " series, " + Long.toHexString(crc.getValue());
    }

    /** {@return a checksum of the groups of the series; "none" if they have none} */
    public static String ofGroups(SeriesSet set) {
        return set.groups()
                .map(groups -> {
                    CRC32C crc = new CRC32C();
                    ByteBuffer bytes = ByteBuffer.allocate(groups.length * Integer.BYTES);
                    bytes.asIntBuffer().put(groups);
                    crc.update(bytes.array());
                    return Long.toHexString(crc.getValue());
                })
                .orElse("none");
    }
}
