package io.unfade.report.draw;

import org.apache.batik.ext.awt.image.spi.ImageWriter;
import org.apache.batik.ext.awt.image.spi.ImageWriterParams;
import org.apache.batik.ext.awt.image.spi.ImageWriterRegistry;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import java.awt.Font;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a sheet as an SVG element. Text remains text, cells are one embedded PNG, and nothing is loaded externally.
 * Equal sheets give equal text.
 */
final class Svg {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private static final String FONTS = "'DejaVu Sans', Verdana, sans-serif";

    static {
        ImageWriterRegistry.getInstance().register(new Png());
    }

    private Svg() {}

    /** Provides PNG encoding to Batik without another library. */
    private static final class Png implements ImageWriter {
        @Override
        public void writeImage(RenderedImage image, OutputStream out) throws IOException {
            ImageIO.write(image, "png", out);
        }

        @Override
        public void writeImage(RenderedImage image, OutputStream out, @Nullable ImageWriterParams params)
                throws IOException {
            writeImage(image, out);
        }

        @Override
        public String getMIMEType() {
            return "image/png";
        }
    }

    /** Makes the ids of a drawing unique within a page. */
    private static final class Ids extends SVGIDGenerator {
        private final String prefix;

        Ids(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public String generateID(String kind) {
            return prefix + super.generateID(kind);
        }
    }

    /**
     * {@return an SVG element, without an XML declaration}
     *
     * @param figure with the title and description for screen readers
     * @param idPrefix prefix of all ids
     * @param readOuts data of the drawing's images; one per image, or none
     */
    static String of(Figure figure, Sheet sheet, String idPrefix, List<ReadOut> readOuts) {
        Document document = document();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setIDGenerator(new Ids(idPrefix));
        context.setComment(null);
        context.setPrecision(2);
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        try {
            sheet.draw(graphics);
            Element root = graphics.getRoot();
            describe(root, figure, sheet, idPrefix);
            tidy(root, readOuts);
            return serialized(root);
        } finally {
            graphics.dispose();
        }
    }

    private static void describe(Element root, Figure figure, Sheet sheet, String idPrefix) {
        root.setAttribute("width", Integer.toString(sheet.width()));
        root.setAttribute("height", Integer.toString(sheet.height()));
        root.setAttribute("viewBox", "0 0 " + sheet.width() + " " + sheet.height());
        root.setAttribute("role", "img");
        root.setAttribute("aria-labelledby", idPrefix + "title " + idPrefix + "desc");
        Node first = root.getFirstChild();
        root.insertBefore(named(root, "title", idPrefix, figure.title()), first);
        root.insertBefore(named(root, "desc", idPrefix, figure.altText()), first);
    }

    private static Element named(Element root, String name, String idPrefix, String text) {
        Element element = root.getOwnerDocument().createElementNS(NAMESPACE, name);
        element.setAttribute("id", idPrefix + name);
        element.setTextContent(clean(text));
        return element;
    }

    private static void tidy(Element root, List<ReadOut> readOuts) {
        List<Element> images = new ArrayList<>();
        NodeList all = root.getElementsByTagNameNS(NAMESPACE, "*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getAttribute("font-family").equals("sans-serif")) {
                element.setAttribute("font-family", FONTS);
            }
            if (element.getAttribute("id").equals("genericDefs")) {
                element.removeAttribute("id");
            } else if (element.getLocalName().equals("text")) {
                fixWidth(element);
            } else if (element.getLocalName().equals("image")
                    && !element.getParentNode().getLocalName().equals("pattern")) {
                images.add(element);
            }
        }
        for (int i = 0; i < Math.min(images.size(), readOuts.size()); i++) {
            readOuts.get(i).attachTo(images.get(i));
        }
    }

    /** Fixes the width of a text to that of its layout, regardless of the reader's fonts. */
    private static void fixWidth(Element text) {
        text.setTextContent(clean(text.getTextContent()));
        int style = inherited(text, "font-weight").equals("bold") ? Font.BOLD : Font.PLAIN;
        float size = Float.parseFloat(inherited(text, "font-size").replace("px", ""));
        Font font = new Font(Font.SANS_SERIF, style, 1).deriveFont(size);
        double width = Look.width(text.getTextContent(), font);
        text.setAttribute("textLength", String.format(Locale.ROOT, "%.2f", width));
        text.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }

    private static String inherited(Element element, String attribute) {
        Node node = element;
        while (node instanceof Element at) {
            if (at.hasAttribute(attribute)) {
                return at.getAttribute(attribute);
            }
            node = at.getParentNode();
        }
        throw new IllegalStateException("a text without " + attribute);
    }

    /** {@return text with characters not allowed in XML replaced} */
    static String clean(String text) {
        return text.replaceAll("[^\t\n\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newNSInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no XML parser", e);
        }
    }

    private static String serialized(Element root) {
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(root), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("the drawing cannot be written as XML", e);
        }
    }
}
