package io.unfade.fmri.gifti;

import io.unfade.check.PlainText;
import io.unfade.check.Require;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The encoding of an array's numbers. Malformed data raise an {@link IllegalArgumentException}.
 *
 * @param count the number of values
 * @param type of a number
 * @param encoding of the text
 * @param order of the bytes of a number
 */
record ArrayData(int count, Type type, String encoding, ByteOrder order) {
    /** The largest expansion of a compressed byte. */
    private static final int MAX_EXPANSION = 1032;

    private static final int PIECE = 1 << 16;

    /** Types of numbers, with their names in files. */
    enum Type {
        UINT8(1),
        INT32(4),
        FLOAT32(4),
        FLOAT64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        static Type of(String name) {
            for (Type type : values()) {
                if (name.equals("NIFTI_TYPE_" + type)) {
                    return type;
                }
            }
            throw new IllegalArgumentException(
                    "DataType must be NIFTI_TYPE_UINT8, INT32, FLOAT32 or FLOAT64, but is " + PlainText.quote(name));
        }

        double get(ByteBuffer from) {
            return switch (this) {
                case UINT8 -> from.get() & 0xff;
                case INT32 -> from.getInt();
                case FLOAT32 -> from.getFloat();
                case FLOAT64 -> from.getDouble();
            };
        }
    }

    double[] decode(String text) {
        return switch (encoding) {
            case "ASCII" -> numbers(text);
            case "Base64Binary" -> numbers(bytes(text));
            case "GZipBase64Binary" -> numbers(inflated(bytes(text)));
            case "ExternalFileBinary" ->
                throw new IllegalArgumentException(
                        "the numbers lie in another file, which is not read; save them inside (GZipBase64Binary)");
            default ->
                throw new IllegalArgumentException("Encoding must be ASCII, Base64Binary or GZipBase64Binary, but is "
                        + PlainText.quote(encoding));
        };
    }

    private double[] numbers(String text) {
        StringTokenizer tokens = new StringTokenizer(text);
        Require.size("the array", count, tokens.countTokens());
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            String token = tokens.nextToken();
            try {
                values[i] = Double.parseDouble(named(token));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("must hold numbers, but has " + PlainText.quote(token), e);
            }
        }
        return values;
    }

    /** {@return the Java spelling of C's non-finite values} */
    private static String named(String token) {
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "nan", "-nan" -> "NaN";
            case "inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            default -> token;
        };
    }

    private double[] numbers(byte[] bytes) {
        Require.size("the bytes of the array", Math.multiplyExact(count, type.bytes), bytes.length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = type.get(buffer);
        }
        return values;
    }

    private static byte[] bytes(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                plain.append(text.charAt(i));
            }
        }
        return Base64.getDecoder().decode(plain.toString());
    }

    private byte[] inflated(byte[] packed) {
        long expected = (long) count * type.bytes;
        Require.argument(
                expected <= (long) MAX_EXPANSION * packed.length,
                "claims %d numbers, more than %d packed bytes can hold",
                count,
                packed.length);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[PIECE];
            while (!inflater.finished() && out.size() <= expected) {
                int some = inflater.inflate(piece);
                Require.argument(some > 0 || inflater.finished(), "the packed numbers are cut short");
                out.write(piece, 0, some);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("the packed numbers are damaged", e);
        } finally {
            inflater.end();
        }
    }
}
