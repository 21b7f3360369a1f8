package io.unfade.serve.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.PlainText;
import io.unfade.fmri.table.TextTable;
import io.unfade.serve.workspace.Workspace;
import io.unfade.workflow.Requests;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Failure;
import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The files that a request names: items of the workspace on the outside, places on this machine on the inside.
 *
 * @param workspace that the items are in
 */
public record RequestPaths(Workspace workspace) {
    /**
     * {@return a request that names places}
     *
     * @param request in JSON, which names items
     * @throws BadRequest if there is no such use case, or a name leads out of the workspace
     * @throws IOException if the workspace cannot be read
     */
    public ObjectNode placed(ObjectNode request) throws IOException {
        ObjectNode placed = request.deepCopy();
        for (Setting setting : settings(request)) {
            replace(placed, setting);
        }
        return placed;
    }

    /**
     * Fails if a table that a request names leads out of the workspace by a file that it names.
     *
     * @param placed a request that names places
     * @throws IOException if the table cannot be read
     */
    public void checkTables(ObjectNode placed) throws IOException {
        for (Setting setting : settings(placed)) {
            JsonNode value = setting.in(placed);
            if (file(setting) == Meaning.File.TABLE && value.isTextual() && Files.exists(Path.of(value.textValue()))) {
                checkTable(setting, Path.of(value.textValue()));
            }
        }
    }

    private void checkTable(Setting setting, Path file) throws IOException {
        for (TextTable.Row row : TextTable.read(file).rows()) {
            for (String cell : row.cells()) {
                if (!isInside(file, cell)) {
                    throw BadRequest.in(
                            setting.name(),
                            "%s, line %d: %s is not in the workspace",
                            file.getFileName(),
                            row.line(),
                            PlainText.quote(cell));
                }
            }
        }
    }

    private boolean isInside(Path table, String cell) throws IOException {
        try {
            Path named = table.resolveSibling(cell).normalize();
            return (Files.exists(named) ? named.toRealPath() : named).startsWith(workspace.root());
        } catch (InvalidPathException e) {
            return true; // it names no file
        }
    }

    /** {@return the items that a request would write} */
    public static List<String> written(ObjectNode request) {
        List<String> items = new ArrayList<>();
        for (Setting setting : settings(request)) {
            if (file(setting) == Meaning.File.WRITTEN) {
                texts(setting.in(request), items::add);
            }
        }
        return items;
    }

    /**
     * {@return a request that names items, like one that names places in all other settings}
     *
     * @param placed of the same use case
     * @param items a request that names the items
     */
    public static ObjectNode named(ObjectNode placed, ObjectNode items) {
        ObjectNode named = placed.deepCopy();
        for (Setting setting : settings(items)) {
            JsonNode value = setting.in(items);
            if (!value.isMissingNode()) {
                setting.set(named, value);
            }
        }
        return named;
    }

    private static List<Setting> settings(ObjectNode request) {
        return Setting.of(Requests.kind(request.path(RequestJson.COMMAND).asText())).stream()
                .filter(setting -> file(setting) != Meaning.File.NONE)
                .toList();
    }

    private static Meaning.File file(Setting setting) {
        return setting.meaning() == null ? Meaning.File.NONE : setting.meaning().file();
    }

    private static void texts(JsonNode value, Consumer<String> taker) {
        if (value.isTextual()) {
            taker.accept(value.textValue());
        } else {
            value.elements().forEachRemaining(each -> texts(each, taker));
        }
    }

    private void replace(ObjectNode request, Setting setting) throws IOException {
        JsonNode value = setting.in(request);
        if (value.isTextual() && namesFile(setting, value.textValue())) {
            setting.put(request, place(setting, value.textValue()));
        } else if (value instanceof ArrayNode several) {
            for (int i = 0; i < several.size(); i++) {
                if (several.get(i).isTextual()) {
                    String place = place(setting, several.get(i).textValue());
                    several.set(i, JsonNodeFactory.instance.textNode(place));
                }
            }
        }
    }

    private String place(Setting setting, String item) throws IOException {
        try {
            return workspace.resolve(item).toString();
        } catch (IllegalArgumentException | NoSuchFileException e) {
            throw BadRequest.in(setting.name(), "%s", Failure.inWords(e, CommandForms::option));
        }
    }

    private static boolean namesFile(Setting setting, String text) {
        boolean word =
                setting.meaning() != null && text.equals(setting.meaning().word()) && !text.isEmpty();
        return !word && !(setting.type() == String.class && isNumber(text));
    }

    private static boolean isNumber(String text) {
        try {
            return !Double.isNaN(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
