package io.unfade.data.io;

import com.sun.management.ThreadMXBean;
import io.unfade.check.MalformedFileException;
import io.unfade.data.source.MissingValues;
import io.unfade.data.source.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Thousands of random and damaged files: a reader returns a set or reports a malformed file, and takes no more memory
 * than the file's size justifies. Seeded.
 */
class ReaderFuzzTest {
    private static final int CASES = 1500;

    /** Buffers, and the JDK's memory to open an archive. */
    private static final long FIXED_BYTES = 24L << 20;

    /** Total allocation per byte of text, including garbage; compressed bytes count more. */
    private static final long BYTES_PER_BYTE = 2000;

    private static final String[] TOKENS = {
        "NaN",
        "?",
        "-",
        ",",
        ":",
        "\t",
        "\n",
        "1e999",
        "-1e-999",
        "99999999999999999999",
        "@",
        "@data\n",
        "(",
        ")",
        "\"",
        "#",
        "true",
        "\0",
        "\uFEFF",
        "0x1p3",
        "id",
        "time",
        "label",
        "2147483647",
        "-1",
        "'shape': (99999999,)",
        "1d",
        "%",
        "{",
        "}",
        "[",
        "\\",
        "'",
        "null",
        "\"x\":"
    };

    @TempDir
    Path folder;

    static Stream<Arguments> formats() throws IOException {
        byte[] ts = RawFiles.text("""
                #c
                @timeStamps false
                @dimensions 2
                @equalLength false
                @classLabel true a B
                @data
                1,2,3:4,5,6:a
                -7:8.5e-3:B
                """);
        byte[] stamps = RawFiles.text("@timeStamps true\n@classLabel true a\n@data\n(1,2),(2,3):(1,4),(2,?):a\n");
        byte[] tsv = RawFiles.text("1\t0.5\t2\t3\n2\t4\t5\tNaN\n");
        byte[] csv = RawFiles.text("id,time,x,y,label,group\n1,0,1,2,a,0\n2,0,\"3\",4,b,1\n1,1,5,6,a,0\n");
        byte[] idx = RawFiles.idx(8, new byte[12], 3, 2, 2);
        byte[] arff = RawFiles.text("""
                %c
                @relation x
                @attribute a1 numeric
                @attribute a2 real
                @attribute class {'b c',d}
                @data
                1,2.5,d
                ?,-3,'b c'
                """);
        byte[] channels = RawFiles.text("""
                @attribute all relational
                @attribute a numeric
                @end all
                @attribute class {b,c}
                @data
                '1,2\\n3,4',b
                '5,?\\n6,7',c
                """);
        byte[] json = RawFiles.text("""
                {"id":"a","label":1,"group":2,"features":["p","q"],"values":[[1,2],[3,null]]}
                {"id":"b","label":2,"group":3,"x":{"q":[1.5e3],"p":[-2]},"more":{"a":[]}}
                """);
        byte[] npy = RawFiles.npy("<f8", false, "(2, 2, 1)", RawFiles.doubles(1, 2, 3, Double.NaN));
        return Stream.of(
                arguments("a.ts", ts),
                arguments("b.ts", stamps),
                arguments("a.ts.gz", RawFiles.gzip(ts)),
                arguments("a.tsv", tsv),
                arguments("a.csv", csv),
                arguments("a.csv.gz", RawFiles.gzip(csv)),
                arguments("a.arff", arff),
                arguments("b.arff", channels),
                arguments("a.jsonl", json),
                arguments("a.jsonl.gz", RawFiles.gzip(json)),
                arguments("a.npy", npy),
                arguments("a.npy.gz", RawFiles.gzip(npy)),
                arguments("a.idx", idx),
                arguments("a.idx.gz", RawFiles.gzip(idx)),
                arguments("a.npz", npz()));
    }

    private static byte[] npz() throws IOException {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("X", RawFiles.npy("<f8", true, "(2, 2, 1)", RawFiles.doubles(1, 2, 3, 4)));
        arrays.put("y", RawFiles.npy("<i8", false, "(2,)", RawFiles.longs(0, 1)));
        arrays.put("class_names", RawFiles.npy("<U1", false, "(2,)", RawFiles.letters("ab")));
        arrays.put("lengths", RawFiles.npy("<i8", false, "(2,)", RawFiles.longs(1, 2)));
        return RawFiles.npz(arrays);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void read_damagedFile_neverFailsInAnotherWay(String name, byte[] valid) throws IOException {
        assertThat(isRead(name, valid)).isTrue();
        SplittableRandom random = new SplittableRandom(name.hashCode());
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            read += isRead(name, damaged(valid, random)) ? 1 : 0;
        }
        assertThat(read).isLessThan(CASES);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void read_randomBytesBehindValidStart_neverFailsInAnotherWay(String name, byte[] valid) throws IOException {
        SplittableRandom random = new SplittableRandom(~name.hashCode());
        int read = 0;
        for (int i = 0; i < CASES / 3; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            byte[] file = Arrays.copyOf(valid, random.nextInt(valid.length));
            int start = file.length;
            file = Arrays.copyOf(file, start + noise.length);
            System.arraycopy(noise, 0, file, start, noise.length);
            read += isRead(name, file) ? 1 : 0;
        }
        assertThat(read).isLessThan(CASES / 3);
    }

    /** The header inside an archive is compressed, so damage to the archive rarely reaches it; here it does. */
    @Test
    void read_damagedArrayInSoundArchive_neverFailsInAnotherWay() throws IOException {
        byte[] x = RawFiles.npy("<f8", true, "(2, 2, 1)", RawFiles.doubles(1, 2, 3, 4));
        byte[] y = RawFiles.npy("<i8", false, "(2,)", RawFiles.longs(0, 1));
        byte[] names = RawFiles.npy("<U1", false, "(2,)", RawFiles.letters("ab"));
        SplittableRandom random = new SplittableRandom(5);
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            Map<String, byte[]> arrays = new LinkedHashMap<>();
            arrays.put("X", i % 3 == 0 ? damaged(x, random) : x);
            arrays.put("y", i % 3 == 1 ? damaged(y, random) : y);
            arrays.put("class_names", i % 3 == 2 ? damaged(names, random) : names);
            read += isRead("a.npz", RawFiles.npz(arrays)) ? 1 : 0;
        }
        assertThat(read).isBetween(1, CASES - 1);
    }

    @Test
    void read_bombs_takeBoundedMemory() throws IOException {
        byte[] zeros = new byte[40 << 20];
        byte[] claim = RawFiles.npy("<f8", false, "(1000000000, 1, 1)", zeros);
        assertThat(isRead("a.npz", RawFiles.npz(Map.of("X", claim)))).isFalse();
        assertThat(isRead("a.idx", RawFiles.idx(8, new byte[9], 2_000_000_000, 1, 1)))
                .isFalse();
        assertThat(isRead("a.idx.gz", RawFiles.gzip(RawFiles.idx(8, new byte[9], 2_000_000_000, 1, 1))))
                .isFalse();
        long unpacked = FIXED_BYTES + 8L * zeros.length; // one line, with a few copies while it grows
        assertThat(isRead("a.ts.gz", RawFiles.gzip(zeros), unpacked)).isFalse();
    }

    private static byte[] damaged(byte[] valid, SplittableRandom random) {
        byte[] file = valid.clone();
        switch (random.nextInt(6)) {
            case 0 -> file[random.nextInt(file.length)] = (byte) random.nextInt(256);
            case 1 -> file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            case 2 -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    file[random.nextInt(file.length)] = (byte) random.nextInt(256);
                }
            }
            case 3 -> file = Arrays.copyOf(file, random.nextInt(file.length));
            case 4 -> file = spliced(file, file, random);
            default -> file = spliced(file, RawFiles.text(TOKENS[random.nextInt(TOKENS.length)]), random);
        }
        return file;
    }

    /** {@return a file with one section replaced by a section of another} */
    private static byte[] spliced(byte[] file, byte[] other, SplittableRandom random) {
        int from = random.nextInt(file.length);
        int to = Math.min(file.length, from + random.nextInt(5));
        int start = other == file ? random.nextInt(other.length) : 0;
        int end = other == file ? start + random.nextInt(other.length - start) : other.length;
        byte[] result = new byte[from + end - start + file.length - to];
        System.arraycopy(file, 0, result, 0, from);
        System.arraycopy(other, start, result, from, end - start);
        System.arraycopy(file, to, result, from + end - start, file.length - to);
        return result;
    }

    /**
     * {@return whether a file is read; fails on any other exception than the permitted one, or on excessive allocation}
     */
    private boolean isRead(String name, byte[] content) throws IOException {
        return isRead(name, content, FIXED_BYTES + BYTES_PER_BYTE * content.length);
    }

    private boolean isRead(String name, byte[] content, long limit) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean read;
        try {
            SeriesFiles.read(file, ReadOptions.defaults().withMissing(MissingValues.LINEAR));
            read = true;
        } catch (MalformedFileException e) {
            assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
            read = false;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(limit);
        return read;
    }
}
