package io.unfade.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.MalformedFileException;
import io.unfade.check.Utf8Text;
import io.unfade.cli.base.RequestCommand;
import io.unfade.cli.base.UsageException;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code unfade run}: a request read from a file. */
@Command(
        name = "run",
        description = "Does what a JSON file asks for: an object with the key command and keys named as options, in "
                + "camelCase. The JSON result of any command holds such an object as its key request.")
final class RunCommand extends RequestCommand {
    private static final ObjectReader STRICT = Json.MAPPER
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    @Parameters(paramLabel = "REQUEST.json", description = "A request, or a result that holds one.")
    private Path file;

    @Override
    public Request<?> request() throws IOException {
        if (given("--seed")) {
            throw new UsageException("--seed belongs in the file, as the key seed");
        }
        try {
            return Requests.of(object());
        } catch (BadRequest e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    /** Settings have their names in the file. */
    @Override
    public String name(String setting) {
        return setting;
    }

    private ObjectNode object() throws IOException {
        if (Files.isDirectory(file)) {
            throw new UsageException(file + ": is a folder; name a JSON file");
        }
        JsonNode json;
        try {
            json = STRICT.readTree(Utf8Text.read(file));
        } catch (JsonProcessingException e) {
            String reason = String.valueOf(e.getOriginalMessage());
            int parser = reason.indexOf(" at [Source");
            throw new MalformedFileException(
                    file, "", "is not JSON: " + (parser < 0 ? reason : reason.substring(0, parser)), e);
        }
        if (!(json instanceof ObjectNode object)) {
            throw new MalformedFileException(file, "", "must hold one JSON object");
        }
        return object.path("request") instanceof ObjectNode request ? request : object;
    }
}
