package io.unfade.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Names in the metadata of a file, those of features and of classes: each a list where Spark keeps the metadata of the columns
 * of values and labels; those of features also under {@code feature_names}.
 */
final class Names {
    static final String OF_SPARK = "org.apache.spark.sql.parquet.row.metadata";
    private static final String PLAIN = "feature_names";
    static final String OF_FEATURES = "featureNames";
    static final String OF_CLASSES = "classNames";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Names() {}

    /** {@return the names of features, left at the column of values; null if there are none, or not in a form that is known} */
    static @Nullable List<String> ofFeatures(ParquetFile file, String column) {
        String plain = file.metadata(PLAIN);
        return plain == null ? of(file, column, OF_FEATURES) : list(parsed(plain));
    }

    /** {@return names that are left at a column; null if there are none} */
    static @Nullable List<String> of(ParquetFile file, String column, String key) {
        String spark = file.metadata(OF_SPARK);
        if (spark == null) {
            return null;
        }
        for (JsonNode field : parsed(spark).path("fields")) {
            if (field.path("name").asText().equals(column)) {
                return list(field.path("metadata").path(key));
            }
        }
        return null;
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static @Nullable List<String> list(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        node.forEach(name -> names.add(name.asText()));
        return names.stream().distinct().count() == names.size() ? names : null;
    }

    /** {@return a field of a table in Spark's words, with names at it, if any} */
    static ObjectNode field(String name, Object type, String key, List<String> names) {
        ObjectNode field = JSON.createObjectNode();
        field.put("name", name);
        field.set("type", JSON.valueToTree(type));
        field.put("nullable", false);
        ObjectNode metadata = field.putObject("metadata");
        if (!names.isEmpty()) {
            names.forEach(metadata.putArray(key)::add);
        }
        return field;
    }

    /** {@return the type of lists in Spark's words} */
    static ObjectNode list(Object element) {
        ObjectNode list = JSON.createObjectNode();
        list.put("type", "array");
        list.set("elementType", JSON.valueToTree(element));
        list.put("containsNull", false);
        return list;
    }

    /** {@return a table in Spark's words} */
    static String table(List<ObjectNode> fields) {
        ObjectNode table = JSON.createObjectNode();
        table.put("type", "struct");
        ArrayNode all = table.putArray("fields");
        fields.forEach(all::add);
        return table.toString();
    }
}
