package io.unfade.parquet;

import io.unfade.check.MalformedFileException;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.protocol.TProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;
import shaded.parquet.org.apache.thrift.transport.TTransportException;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The bytes of an open file, at any place. */
final class FileBytes implements Closeable {
    private static final int MOST_NESTED = 64;

    private final Path path;
    private final FileChannel channel;

    FileBytes(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    long size() throws IOException {
        return channel.size();
    }

    /**
     * {@return bytes of the file}
     *
     * @param at the first; all of them are in the file
     * @throws MalformedFileException if the file has become shorter
     */
    byte[] read(long at, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new MalformedFileException(path, "", "was cut short while it was read");
            }
        }
        return buffer.array();
    }

    /** {@return a header in so many bytes, which can claim no text and no list that is longer than they are} */
    static TProtocol protocol(InputStream bytes, int count) throws TTransportException {
        TConfiguration limits = new TConfiguration(Math.max(1, count), Math.max(1, count), MOST_NESTED);
        return new TCompactProtocol(new TIOStreamTransport(limits, bytes));
    }

    static int littleEndian(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
