package io.unfade.fmri.cifti;

import io.unfade.check.PlainText;
import io.unfade.check.Require;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.ToDoubleFunction;

/**
 * Access to the XML of CIFTI files. No document type and nothing outside the text is read. Anything missing or wrong
 * raises an {@link IllegalArgumentException} with a one-line message, which {@link CiftiFile} turns into one that names
 * the file.
 */
final class Xml {
    private static final String BLANKS = " \t\n\r";

    /** Valid files nest at most 10 deep; the limit makes recursion over elements safe. */
    private static final int DEEPEST = 64;

    private Xml() {}

    /** {@return the root of a document} */
    static Element parse(InputSource source) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute("http://www.oracle.com/xml/jaxp/properties/maxElementDepth", DEEPEST);
            factory.setXIncludeAware(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(source).getDocumentElement();
        } catch (SAXParseException e) {
            throw new IllegalArgumentException(
                    "line " + e.getLineNumber() + " of the XML: " + oneLine(String.valueOf(e.getMessage())), e);
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("the XML cannot be read: " + oneLine(String.valueOf(e.getMessage())), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the children of a name} */
    static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }

    /** {@return the only child of a name} */
    static Element child(Element parent, String name) {
        List<Element> children = children(parent, name);
        Require.argument(
                children.size() == 1,
                "the element %s needs one element %s, but has %d",
                parent.getTagName(),
                name,
                children.size());
        return children.get(0);
    }

    static String attribute(Element element, String name) {
        Require.argument(
                element.hasAttribute(name), "the element %s needs the attribute %s", element.getTagName(), name);
        return element.getAttribute(name);
    }

    static int whole(Element element, String attribute) {
        return whole(attribute(element, attribute).trim(), attribute);
    }

    static double real(Element element, String attribute) {
        return real(attribute(element, attribute).trim(), attribute);
    }

    /** {@return the numbers in the text of an element, between blanks} */
    static int[] wholes(Element element) {
        return wholes(element.getTextContent(), BLANKS, element.getTagName());
    }

    /** {@return the numbers of an attribute, between commas} */
    static int[] wholes(Element element, String attribute) {
        return wholes(attribute(element, attribute), "," + BLANKS, attribute);
    }

    private static int[] wholes(String text, String between, String place) {
        double[] values = numbers(text, between, token -> whole(token, place));
        int[] wholes = new int[values.length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = (int) values[i];
        }
        return wholes;
    }

    /** {@return the numbers in the text of an element, between blanks} */
    static double[] reals(Element element) {
        return numbers(element.getTextContent(), BLANKS, token -> real(token, element.getTagName()));
    }

    /** {@return the three numbers of an attribute, between commas} */
    static int[] extents(Element element, String attribute) {
        int[] values = wholes(element, attribute);
        Require.argument(
                values.length == 3 && values[0] >= 1 && values[1] >= 1 && values[2] >= 1,
                "%s must be three numbers from 1, but is %s",
                attribute,
                PlainText.quote(attribute(element, attribute)));
        return values;
    }

    private static double[] numbers(String text, String between, ToDoubleFunction<String> number) {
        StringTokenizer tokens = new StringTokenizer(text, between);
        double[] values = new double[tokens.countTokens()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number.applyAsDouble(tokens.nextToken());
        }
        return values;
    }

    private static int whole(String text, String place) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(place + " must be whole numbers, but has " + PlainText.quote(text), e);
        }
    }

    private static double real(String text, String place) {
        try {
            double value = Double.parseDouble(text);
            Require.argument(
                    Double.isFinite(value), "%s must be finite numbers, but has %s", place, PlainText.quote(text));
            return value;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(place + " must be numbers, but has " + PlainText.quote(text), e);
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /**
     * {@return text escaped for an element or a double-quoted attribute}
     *
     * @throws IllegalArgumentException if XML has no way to write it
     */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> {
                    Require.argument(
                            c >= ' ' && !(c >= 0xd800 && c < 0xe000) && c != 0xfffe && c != 0xffff,
                            "XML cannot hold the character U+%04X of the name %s",
                            c,
                            PlainText.quote(text));
                    escaped.appendCodePoint(c);
                }
            }
        });
        return escaped.toString();
    }

    /** Throws errors instead of printing them. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // warnings do not affect the content
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
