package io.unfade.model.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Require;
import io.unfade.data.Precision;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Named tensors of float32 or float64 in the safetensors format: 8 bytes with the little-endian length of a JSON header,
 * the header, the numbers.
 *
 * <p>Read here because the engine's own decoder terminates the process on some types. Every claim of the header is
 * first checked against the file.
 *
 * @param tensors by name, in the order of the header
 * @param metadata free text by name
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String METADATA = "__metadata__";
    private static final int LENGTH_BYTES = 8;

    /**
     * Reads a file.
     *
     * @throws MalformedFileException if the file violates the format or a tensor is neither F32 nor F64
     * @throws IOException if the file cannot be read
     */
    public static Safetensors read(Path file) throws IOException {
        ByteBuffer bytes;
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new MalformedFileException(file, "", "is larger than 2 GiB, which is not supported");
            }
            bytes = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // read on
            }
            bytes.flip();
        }
        if (bytes.remaining() < LENGTH_BYTES) {
            throw new MalformedFileException(file, "", "is too short for a safetensors file");
        }
        long headerLength = bytes.getLong();
        if (headerLength < 2 || headerLength > bytes.remaining()) {
            throw new MalformedFileException(
                    file,
                    "byte 0",
                    "claims a header of " + Long.toUnsignedString(headerLength) + " bytes, but " + bytes.remaining()
                            + " follow; this is not a safetensors file or it was cut off");
        }
        JsonNode header = header(file, bytes.slice(LENGTH_BYTES, (int) headerLength));
        int start = LENGTH_BYTES + (int) headerLength;
        return parse(file, header, bytes.slice(start, bytes.limit() - start));
    }

    private static JsonNode header(Path file, ByteBuffer bytes) throws MalformedFileException {
        try {
            JsonNode header = JSON.readTree(StandardCharsets.UTF_8.decode(bytes).toString());
            if (!header.isObject()) {
                throw new MalformedFileException(file, "header", "must be a JSON object");
            }
            return header;
        } catch (JsonProcessingException e) {
            throw new MalformedFileException(file, "header", "is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Safetensors parse(Path file, JsonNode header, ByteBuffer data) throws MalformedFileException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        NavigableMap<Integer, String> starts = new TreeMap<>();
        for (var entry : header.properties()) {
            if (entry.getKey().equals(METADATA)) {
                entry.getValue()
                        .properties()
                        .forEach(text ->
                                metadata.put(text.getKey(), text.getValue().asText()));
            } else {
                Tensor tensor = tensor(file, entry.getKey(), entry.getValue(), data);
                tensors.put(entry.getKey(), tensor);
                if (tensor.data().hasRemaining()) {
                    int start = entry.getValue().path("data_offsets").path(0).asInt();
                    checkShared(file, entry.getKey(), starts.put(start, entry.getKey()));
                }
            }
        }
        checkGapless(file, starts, tensors, data.limit());
        return new Safetensors(Collections.unmodifiableMap(tensors), Collections.unmodifiableMap(metadata));
    }

    /** The format requires every byte of data to belong to exactly one tensor. */
    private static void checkGapless(
            Path file, NavigableMap<Integer, String> starts, Map<String, Tensor> tensors, int size)
            throws MalformedFileException {
        int end = 0;
        String last = "";
        for (var entry : starts.entrySet()) {
            String name = entry.getValue();
            if (entry.getKey() < end) {
                checkShared(file, name, last);
            }
            if (entry.getKey() > end) {
                throw unclaimed(file, end, entry.getKey());
            }
            end += Require.present(tensors.get(name), "tensor '%s'", name)
                    .data()
                    .remaining();
            last = name;
        }
        if (end < size) {
            throw unclaimed(file, end, size);
        }
    }

    private static void checkShared(Path file, String name, @Nullable String other) throws MalformedFileException {
        if (other != null) {
            throw new MalformedFileException(
                    file, "tensor '" + name + "'", "data_offsets overlap those of tensor '" + other + "'");
        }
    }

    private static MalformedFileException unclaimed(Path file, int from, int to) {
        return new MalformedFileException(
                file, "data bytes " + from + ".." + (to - 1), "belong to no tensor; the file is damaged");
    }

    private static Tensor tensor(Path file, String name, JsonNode entry, ByteBuffer data)
            throws MalformedFileException {
        String place = "tensor '" + name + "'";
        Precision precision = switch (entry.path("dtype").asText()) {
            case "F32" -> Precision.SINGLE;
            case "F64" -> Precision.DOUBLE;
            default ->
                throw new MalformedFileException(
                        file, place, "dtype must be F32 or F64, but is " + entry.path("dtype"));
        };
        long size = Tensor.bytes(precision);
        JsonNode dims = entry.path("shape");
        if (!dims.isArray()) {
            throw new MalformedFileException(file, place, "shape must be a list of sizes, but is " + dims);
        }
        long[] shape = new long[dims.size()];
        for (int i = 0; i < shape.length; i++) {
            long dim = whole(dims.path(i));
            if (dim < 0 || dim > data.limit() || size > data.limit()) {
                throw new MalformedFileException(file, place, "shape " + dims + " is not one that fits in the file");
            }
            shape[i] = dim;
            size *= dim;
        }
        JsonNode offsets = entry.path("data_offsets");
        long from = whole(offsets.path(0));
        long to = whole(offsets.path(1));
        if (offsets.size() != 2 || from < 0 || to < from || to > data.limit()) {
            throw new MalformedFileException(
                    file, place, "data_offsets " + offsets + " lie outside of the " + data.limit() + " bytes of data");
        }
        if (to - from != size) {
            throw new MalformedFileException(
                    file, place, "shape " + dims + " needs " + size + " bytes, but data_offsets hold " + (to - from));
        }
        return new Tensor(shape, precision, data.slice((int) from, (int) size));
    }

    /** {@return the value of a whole number; -1 for anything else} */
    private static long whole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? node.asLong() : -1;
    }

    /**
     * Writes the tensors in their order.
     *
     * @throws IOException if the stream fails
     */
    public void write(OutputStream out) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = header.putObject(METADATA);
            metadata.forEach(texts::put);
        }
        long offset = 0;
        for (var entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", tensor.precision() == Precision.DOUBLE ? "F64" : "F32");
            var shape = node.putArray("shape");
            for (long dim : tensor.shape()) {
                shape.add(dim);
            }
            long end = offset + tensor.data().remaining();
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer head = ByteBuffer.allocate(LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded).put(json);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        out.write(head.array());
        WritableByteChannel channel = Channels.newChannel(out);
        for (Tensor tensor : tensors.values()) {
            channel.write(tensor.data().duplicate());
        }
    }
}
