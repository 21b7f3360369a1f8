package io.unfade.fmri.gifti;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Reads a GIFTI file with one array in memory at a time. No entity is resolved and nothing outside the file is read,
 * whatever its document type says.
 */
final class GiftiReader {
    private static final int DEEPEST = 64;
    private static final int MOST_DIMENSIONS = 6;

    private final Path file;
    private final XMLStreamReader xml;
    private final Visitor visitor;
    private final TreeMap<Integer, String> labels = new TreeMap<>();
    private String structure = "";
    private String name = "";
    private int arrays;
    private @Nullable Header header;

    /** Receives the arrays of a file, one after the other. */
    @FunctionalInterface
    interface Visitor {
        void visit(GiftiArray array) throws IOException;
    }

    /**
     * The content of a file other than its arrays.
     *
     * @param labels names of labels by their key
     * @param structure such as {@code CortexLeft}; empty if not given
     * @param arrays the number of arrays
     */
    record Content(TreeMap<Integer, String> labels, String structure, int arrays) {}

    private record Header(String intent, int[] dims, boolean columnMajor, ArrayData data) {}

    private GiftiReader(Path file, XMLStreamReader xml, Visitor visitor) {
        this.file = file;
        this.xml = xml;
        this.visitor = visitor;
    }

    static Content read(Path file, Visitor visitor) throws IOException {
        if (Files.isDirectory(file)) {
            throw new MalformedFileException(file, "", "is a folder, but must be a GIFTI file");
        }
        try (InputStream in = open(file)) {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            return new GiftiReader(file, factory.createXMLStreamReader(in), visitor).content();
        } catch (XMLStreamException e) {
            throw new MalformedFileException(file, "", "is not GIFTI: " + firstLine(e), e);
        } catch (MissingResourceException e) { // the JDK lacks messages for some document type errors
            throw new MalformedFileException(file, "", "is not GIFTI: the XML cannot be read", e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        boolean packed =
                String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".gz");
        try {
            return packed ? new BufferedInputStream(new GZIPInputStream(in)) : in;
        } catch (IOException e) {
            in.close();
            throw new MalformedFileException(file, "", "the gzip data are damaged or cut short", e);
        }
    }

    private static String firstLine(XMLStreamException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
        String message = String.valueOf(e.getMessage());
        int text = message.indexOf("Message: ");
        return "line " + line + " of the XML: " + message.substring(text < 0 ? 0 : text + "Message: ".length());
    }

    private Content content() throws XMLStreamException, IOException {
        int depth = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                String element = xml.getLocalName();
                check(
                        depth > 1 || element.equals("GIFTI"),
                        "must be an element GIFTI, but is " + PlainText.quote(element));
                check(depth <= DEEPEST, "elements are nested more than " + DEEPEST + " deep");
                depth -= start(element) ? 1 : 0;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
                check(header == null || !xml.getLocalName().equals("DataArray"), "the array has no element Data");
            } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                check(false, "refers to the entity " + PlainText.quote(xml.getLocalName()) + ", which is not resolved");
            }
        }
        return new Content(labels, structure, arrays);
    }

    /** {@return whether the element was consumed to its end} */
    private boolean start(String element) throws XMLStreamException, IOException {
        try {
            switch (element) {
                case "DataArray" -> header = header();
                case "Label" -> {
                    String key = xml.getAttributeValue(null, "Key");
                    int number = whole(key == null ? attribute("Index") : key, "Key");
                    String label = xml.getElementText();
                    Require.argument(labels.put(number, label) == null, "the label table has the key %d twice", number);
                    return true;
                }
                case "Name" -> {
                    name = xml.getElementText().strip();
                    return true;
                }
                case "Value" -> {
                    String value = xml.getElementText().strip();
                    if (name.equals("AnatomicalStructurePrimary") && structure.isEmpty()) {
                        structure = value;
                    }
                    return true;
                }
                case "Data" -> {
                    data(xml.getElementText());
                    return true;
                }
                default -> {}
            }
            return false;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedFileException(file, "array " + arrays, String.valueOf(e.getMessage()), e);
        }
    }

    private Header header() {
        int rank = whole(attribute("Dimensionality"), "Dimensionality");
        Require.argument(
                rank >= 1 && rank <= MOST_DIMENSIONS, "Dimensionality must be 1..%d, but is %d", MOST_DIMENSIONS, rank);
        List<Integer> dims = new ArrayList<>();
        int count = 1;
        for (int axis = 0; axis < rank; axis++) {
            int extent = whole(attribute("Dim" + axis), "Dim" + axis);
            Require.argument(extent >= 1, "Dim%d must be at least 1, but is %d", axis, extent);
            count = Math.multiplyExact(count, extent);
            dims.add(extent);
        }
        String endian = xml.getAttributeValue(null, "Endian");
        return new Header(
                attribute("Intent"),
                dims.stream().mapToInt(Integer::intValue).toArray(),
                "ColumnMajorOrder".equals(xml.getAttributeValue(null, "ArrayIndexingOrder")),
                new ArrayData(
                        count,
                        ArrayData.Type.of(attribute("DataType")),
                        attribute("Encoding"),
                        "BigEndian".equals(endian) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
    }

    private void data(String text) throws IOException {
        Header of = Require.present(header, "the element Data is not inside of a DataArray");
        header = null;
        visitor.visit(new GiftiArray(
                arrays, of.intent(), of.dims(), of.columnMajor(), of.data().decode(text)));
        arrays++;
    }

    private String attribute(String attribute) {
        return Require.present(
                xml.getAttributeValue(null, attribute),
                "the element %s needs the attribute %s",
                xml.getLocalName(),
                attribute);
    }

    private static int whole(String text, String place) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(place + " must be a whole number, but is " + PlainText.quote(text), e);
        }
    }

    private void check(boolean condition, String problem) throws MalformedFileException {
        if (!condition) {
            throw new MalformedFileException(file, "array " + arrays, problem);
        }
    }
}
