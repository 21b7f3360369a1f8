package io.unfade.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.NearestWord;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a cluster can be asked for. */
public final class SparkRequests {
    private static final Map<String, Class<? extends Record>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("convert", ConvertToTable.class);
        KINDS.put("predict", PredictTable.class);
        KINDS.put("explain", ExplainTable.class);
        KINDS.put("score", ScoreTable.class);
        KINDS.put("diagnose", DiagnoseTable.class);
        KINDS.put("standardize", StandardizeTable.class);
        KINDS.put("fan", Fan.class);
        KINDS.put("reproduce", ReproduceSpread.class);
    }

    private SparkRequests() {}

    /** {@return the records of all requests by the name of their command} */
    public static Map<String, Class<? extends Record>> kinds() {
        return Collections.unmodifiableMap(KINDS);
    }

    /**
     * {@return a request}
     *
     * @param json as its {@link Request#toJson} writes it
     * @throws BadRequest if it describes none
     */
    public static Request<?> of(ObjectNode json) {
        String command = json.path(RequestJson.COMMAND).asText();
        for (Class<? extends Record> kind : KINDS.values()) {
            if (RequestJson.key(kind.getSimpleName()).equals(command)) {
                ObjectNode settings = json.deepCopy();
                settings.remove(RequestJson.COMMAND);
                return (Request<?>) RequestJson.read(kind, settings);
            }
        }
        throw BadRequest.of(
                "there is no request '%s' for a cluster%s", command, NearestWord.clause(command, KINDS.keySet()));
    }
}
