package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.NearestWord;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;
import io.unfade.workflow.fmri.FmriGroup;
import io.unfade.workflow.fmri.FmriMap;
import io.unfade.workflow.fmri.FmriPrepare;
import io.unfade.workflow.fmri.FmriReport;
import io.unfade.workflow.generate.Generate;
import io.unfade.workflow.generate.GeneratePlanted;
import io.unfade.workflow.generate.GenerateTaskFmri;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All kinds of requests, and their parser from JSON. */
public final class Requests {
    private static final Map<String, Class<? extends Record>> KINDS = Stream.<Class<? extends Record>>of(
                    Audit.class,
                    Compare.class,
                    Convert.class,
                    CrossValidate.class,
                    Demo.class,
                    Diagnose.class,
                    Evaluate.class,
                    Explain.class,
                    Export.class,
                    FmriGroup.class,
                    FmriMap.class,
                    FmriPrepare.class,
                    FmriReport.class,
                    Generate.class,
                    GeneratePlanted.class,
                    GenerateTaskFmri.class,
                    Info.class,
                    Predict.class,
                    Score.class,
                    Train.class,
                    Tune.class)
            .collect(Collectors.toMap(type -> RequestJson.key(type.getSimpleName()), type -> type));

    private Requests() {}

    /** {@return the names of all use cases} */
    public static List<String> commands() {
        return KINDS.keySet().stream().sorted().toList();
    }

    /**
     * {@return the record of a use case}
     *
     * @throws BadRequest if there is none of this name
     */
    public static Class<? extends Record> kind(String command) {
        Class<? extends Record> kind = KINDS.get(command);
        if (kind == null) {
            throw BadRequest.of(
                    "'%s' must be one of %s, but was '%s'%s",
                    RequestJson.COMMAND,
                    String.join(", ", commands()),
                    command,
                    NearestWord.clause(command, commands()));
        }
        return kind;
    }

    /**
     * {@return the request described by an object}
     *
     * @param json as {@link Request#toJson} writes it; absent keys mean the default
     * @throws BadRequest if it describes none
     */
    public static Request<?> of(ObjectNode json) {
        Class<? extends Record> kind = kind(json.path(RequestJson.COMMAND).asText());
        ObjectNode settings = json.deepCopy();
        settings.remove(RequestJson.COMMAND);
        Request<?> request = (Request<?>) RequestJson.read(kind, settings);
        Setting.check(request, setting -> false);
        return request;
    }
}
