package io.unfade.data.numpy;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.Location;
import io.unfade.data.source.SourceStream;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An open {@code .npz} file: named NumPy arrays in a ZIP archive, stored or deflated. Arrays are read on demand, and
 * their checksums verified.
 *
 * <p>Sizes claimed by a file are not trusted: reading an array of b bytes in the archive allocates at most about
 * {@value SourceStream#MAX_EXPANSION} b, the largest expansion of deflated data. Not thread-safe; close it after use.
 */
public final class NpzFile implements AutoCloseable {
    private static final String SUFFIX = ".npy";

    private final Path file;
    private final long fileBytes;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries;

    private NpzFile(Path file, long fileBytes, ZipFile zip, Map<String, ZipEntry> entries) {
        this.file = file;
        this.fileBytes = fileBytes;
        this.zip = zip;
        this.entries = entries;
    }

    /**
     * Opens a file and reads its list of arrays.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws MalformedFileException if it is not a ZIP archive, or has two arrays with the same name
     * @throws IOException if reading fails
     */
    public static NpzFile open(Path file) throws IOException {
        Location location = new Location(file, "");
        long bytes = Files.size(file);
        location.require(!Files.isDirectory(file), "is a folder, but must be a .npz file");
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | EOFException e) {
            throw new MalformedFileException(
                    file, "", "is not a .npz file (a whole ZIP archive): " + e.getMessage(), e);
        }
        try {
            return new NpzFile(file, bytes, zip, index(zip, location));
        } catch (MalformedFileException e) {
            zip.close();
            throw e;
        }
    }

    private static Map<String, ZipEntry> index(ZipFile zip, Location location) throws MalformedFileException {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        Enumeration<? extends ZipEntry> all = zip.entries();
        while (all.hasMoreElements()) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName();
            if (name.endsWith(SUFFIX)) {
                String array = name.substring(0, name.length() - SUFFIX.length());
                location.require(entries.put(array, entry) == null, "has two arrays named %s", PlainText.quote(array));
            }
        }
        return entries;
    }

    /** {@return the names of the arrays, in the file's order} */
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** {@return whether there is an array with this name} */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /** {@return the file, as it was given} */
    public Path path() {
        return file;
    }

    /**
     * Reads an array.
     *
     * @throws MalformedFileException if there is no such array, it is damaged, or its type is not supported
     * @throws IOException if reading fails
     */
    public NpyArray array(String name) throws IOException {
        return read(name, NpyArray::read);
    }

    /**
     * Reads an array with a custom reader.
     *
     * @param reader consumes all blocks of the array
     * @return the reader's result
     * @throws MalformedFileException if there is no such array, it is damaged, or the reader throws it
     * @throws IOException if reading fails
     */
    public <T> T read(String name, BlockReader<T> reader) throws IOException {
        Location location = location(name);
        ZipEntry entry = entry(name);
        long limit = limit(entry);
        CRC32 sum = new CRC32();
        try (InputStream bytes = zip.getInputStream(entry);
                InputStream in = new BufferedInputStream(new CheckedInputStream(bytes, sum))) {
            T result = reader.read(NpyBlocks.open(in, limit, location));
            location.require(
                    sum.getValue() == entry.getCrc(), "is damaged: its checksum is not the one in the archive");
            return result;
        } catch (ZipException | EOFException e) {
            throw new MalformedFileException(
                    file, location.place(), "is damaged: the archive cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private ZipEntry entry(String name) throws MalformedFileException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw location(name).problem("is missing; the file has %s", names());
        }
        return entry;
    }

    /** {@return the bytes that an array can have at most, whatever the file claims} */
    private long limit(ZipEntry entry) {
        long stored = Math.min(Math.max(0, entry.getCompressedSize()), fileBytes);
        long possible = entry.getMethod() == ZipEntry.STORED ? stored : stored * SourceStream.MAX_EXPANSION;
        return Math.min(Math.max(0, entry.getSize()), possible);
    }

    /**
     * {@return an array's header; its elements are not read}
     *
     * @throws MalformedFileException if there is no such array, or its header is malformed or claims more than the file can hold
     */
    public NpyHeader header(String name) throws IOException {
        long limit = limit(entry(name));
        return opened(name, in -> NpyBlocks.open(in, limit, location(name)).header());
    }

    /**
     * {@return consecutive elements of an array, in the file's order, as an array of one axis}
     *
     * <p>Of a stored array only these are read; of a deflated one all before them are unpacked and dropped. The checksum, which is
     * that of the whole array, is not verified.
     *
     * @param from the first one's index
     * @param count at most as many as there are from there
     * @throws MalformedFileException if there is no such array, it is cut short, or its type is not supported
     */
    public NpyArray elements(String name, int from, int count) throws IOException {
        Location location = location(name);
        return opened(name, in -> {
            NpyHeader header = NpyHeader.read(in, location);
            location.require(
                    from >= 0 && count >= 0 && from <= header.size() - count,
                    "has %d elements, so none from %d to %d",
                    header.size(),
                    from,
                    (long) from + count);
            int width = header.type().width();
            in.skipNBytes((long) from * width);
            NpyHeader part = NpyHeader.of(header.type(), false, new int[] {count}, location);
            byte[] bytes = in.readNBytes(Math.toIntExact(part.bytes()));
            return NpyArray.read(new NpyBlocks(part, new ByteArrayInputStream(bytes), bytes.length, location));
        });
    }

    /** What is read of an array's bytes. */
    @FunctionalInterface
    private interface Use<T> {
        T of(InputStream in) throws IOException;
    }

    private <T> T opened(String name, Use<T> use) throws IOException {
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry(name)))) {
            return use.of(in);
        } catch (ZipException | EOFException e) {
            throw new MalformedFileException(
                    file, location(name).place(), "is damaged: the archive cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /**
     * Consumes an array's blocks.
     *
     * @param <T> type of the result
     */
    @FunctionalInterface
    public interface BlockReader<T> {
        /** Consumes all blocks. Returns the result. */
        T read(NpyBlocks blocks) throws IOException;
    }

    /** {@return the location of an array, for messages} */
    public Location location(String name) {
        return new Location(file, "array " + PlainText.quote(name));
    }

    /** Closes the file; arrays already read remain valid. */
    @Override
    public void close() throws IOException {
        zip.close();
    }
}
