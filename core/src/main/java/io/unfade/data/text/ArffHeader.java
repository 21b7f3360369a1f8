package io.unfade.data.text;

import io.unfade.check.MalformedFileException;
import io.unfade.check.PlainText;
import io.unfade.data.source.Location;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The header of an ARFF file of series: numeric attributes, each a time step, or one relational attribute with a
 * channel per row; and the class, anywhere among them.
 *
 * @param attributes the number of fields of a line of data
 * @param relational index of the one with all channels; -1 if the others are steps
 * @param label index of the class; -1 if there is none
 * @param classNames classes in the order of the header; empty if it lists none
 */
record ArffHeader(int attributes, int relational, int label, List<String> classNames) {
    private static final Set<String> NUMERIC = Set.of("numeric", "real", "integer");
    private static final Set<String> CLASS = Set.of("class", "target", "label");

    /** An attribute: its name, and its type or permitted values. */
    private record Attribute(String name, String type, List<String> values) {
        boolean isNumeric() {
            return NUMERIC.contains(type);
        }

        boolean isClass() {
            return !values.isEmpty() || (CLASS.contains(name.toLowerCase(Locale.ROOT)) && !type.equals("relational"));
        }
    }

    /**
     * Reads a header, including its {@code @data} line.
     *
     * @throws MalformedFileException if it is not one, or not of series
     */
    static ArffHeader read(TextLines lines) throws IOException {
        List<Attribute> attributes = new ArrayList<>();
        boolean inside = false;
        for (String line = lines.next(); line != null; line = lines.next()) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("%")) {
                continue;
            }
            Location location = lines.location();
            String key = text.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
            switch (key) {
                case "@data" -> {
                    location.require(!inside, "the relational attribute has no @end");
                    return of(attributes, location);
                }
                case "@relation" -> {}
                case "@end" -> inside = false;
                case "@attribute" -> {
                    Attribute attribute = attribute(new ArffFields(text, key.length(), location), location);
                    location.require(
                            !inside || attribute.isNumeric(),
                            "attribute %s inside a relational one must be numeric",
                            PlainText.quote(attribute.name()));
                    if (!inside) {
                        attributes.add(attribute);
                    }
                    inside |= attribute.type().equals("relational");
                }
                default ->
                    throw location.problem(
                            "expected @relation, @attribute, @data or a comment (%%), but found %s",
                            PlainText.quote(text));
            }
        }
        throw lines.file().problem("has no @data line; is it an ARFF file?");
    }

    private static Attribute attribute(ArffFields fields, Location location) throws MalformedFileException {
        String name = fields.word();
        List<String> values = fields.nominal();
        if (!values.isEmpty()) {
            location.require(
                    new HashSet<>(values).size() == values.size(),
                    "attribute %s lists a value twice",
                    PlainText.quote(name));
            return new Attribute(name, "nominal", values);
        }
        return new Attribute(name, fields.word().toLowerCase(Locale.ROOT), List.of());
    }

    private static ArffHeader of(List<Attribute> attributes, Location location) throws MalformedFileException {
        int label = -1;
        int relational = -1;
        int numeric = 0;
        for (int i = 0; i < attributes.size(); i++) {
            Attribute attribute = attributes.get(i);
            if (attribute.isClass()) {
                location.require(
                        label < 0,
                        "the attributes %s and %s could both be the class",
                        PlainText.quote(label < 0 ? "" : attributes.get(label).name()),
                        PlainText.quote(attribute.name()));
                label = i;
            } else if (attribute.type().equals("relational")) {
                location.require(relational < 0, "there are several relational attributes");
                relational = i;
            } else {
                location.require(
                        attribute.isNumeric(),
                        "attribute %s must be numeric, relational or the class, but is %s",
                        PlainText.quote(attribute.name()),
                        PlainText.quote(attribute.type()));
                numeric++;
            }
        }
        location.require(
                (relational >= 0) != (numeric > 0),
                "expected numeric attributes, a step each, or one relational attribute, and the class");
        return new ArffHeader(
                attributes.size(),
                relational,
                label,
                label < 0 ? List.of() : attributes.get(label).values());
    }
}
