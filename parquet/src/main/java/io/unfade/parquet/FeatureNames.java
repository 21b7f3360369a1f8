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
 * Names of features in the metadata of a file: a list under {@code feature_names}, or where Spark keeps the metadata of the
 * column of values.
 */
final class FeatureNames {
    static final String OF_SPARK = "org.apache.spark.sql.parquet.row.metadata";
    private static final String PLAIN = "feature_names";
    private static final String KEY = "featureNames";
    private static final ObjectMapper JSON = new ObjectMapper();

    private FeatureNames() {}

    /** {@return the names; null if there are none, or not in a form that is known} */
    static @Nullable List<String> of(ParquetFile file, String column) {
        String plain = file.metadata(PLAIN);
        if (plain != null) {
            return list(parsed(plain));
        }
        String spark = file.metadata(OF_SPARK);
        if (spark == null) {
            return null;
        }
        for (JsonNode field : parsed(spark).path("fields")) {
            if (field.path("name").asText().equals(column)) {
                return list(field.path("metadata").path(KEY));
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
        return names;
    }

    /** {@return a field of a table in Spark's words} */
    static ObjectNode field(String name, Object type, List<String> features) {
        ObjectNode field = JSON.createObjectNode();
        field.put("name", name);
        field.set("type", JSON.valueToTree(type));
        field.put("nullable", false);
        ObjectNode metadata = field.putObject("metadata");
        if (!features.isEmpty()) {
            features.forEach(metadata.putArray(KEY)::add);
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
