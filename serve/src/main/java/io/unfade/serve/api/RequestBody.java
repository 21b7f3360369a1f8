package io.unfade.serve.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.serve.form.CommandForms;
import io.unfade.serve.http.Refusal;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Bodies that describe something as a JSON object. */
final class RequestBody {
    private RequestBody() {}

    /** {@return the object that a body holds} */
    static ObjectNode object(Context context) throws IOException {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(context.bodyAsBytes());
        } catch (JsonProcessingException e) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "the body is not JSON: " + e.getOriginalMessage());
        }
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new Refusal(HttpStatus.BAD_REQUEST, "the body must be a JSON object");
    }

    /** {@return the answer to a request that cannot be carried out, which names the setting where it is known} */
    static Refusal refusal(ObjectNode request, BadRequest e) {
        String words = e.problem().inWords(CommandForms::option);
        String name = e.problem().setting().orElse(null);
        return new Refusal(HttpStatus.BAD_REQUEST, words, name == null ? null : path(request, name));
    }

    private static @Nullable String path(ObjectNode request, String name) {
        String command = request.path(RequestJson.COMMAND).asText();
        if (!Requests.commands().contains(command)) {
            return null;
        }
        return Setting.of(Requests.kind(command)).stream()
                .filter(setting -> setting.name().equals(name))
                .map(setting -> String.join(".", setting.path()))
                .findFirst()
                .orElse(null);
    }
}
