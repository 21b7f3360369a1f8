package io.unfade.serve.workspace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.PlainText;
import io.unfade.check.Progress;
import io.unfade.model.ModelFolder;
import io.unfade.model.ModelJson;
import io.unfade.report.page.KeyValue;
import io.unfade.report.page.ModelCard;
import io.unfade.serve.array.Recent;
import io.unfade.serve.fact.FileSize;
import io.unfade.serve.fact.Kind;
import io.unfade.workflow.Info;
import io.unfade.workflow.base.Failure;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.page.ModelCards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that is understood of one item: of series what the use case {@code info} says. Thread-safe. */
final class ItemInfo {
    private static final long KEPT = 32 << 20;
    private static final int LISTED = 500;
    private static final int PER_CHARACTER = 3;

    private final Workspace workspace;
    private final long largest;
    private final Recent<Said> recent = new Recent<>(
            KEPT,
            said -> PER_CHARACTER
                    * ((long) said.text().length() + said.json().toString().length()));

    /** @param largest bytes in memory of a file that is summarised */
    ItemInfo(Workspace workspace, long largest) {
        this.workspace = workspace;
        this.largest = largest;
    }

    private record Said(ObjectNode json, String text) {}

    /** {@return the item with {@code info} and {@code text}} */
    ObjectNode of(Item item) throws IOException {
        Path path = workspace.existing(item.name());
        Said said = say(item, path);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("item", item.json());
        json.set("info", workspace.shown(said.json()));
        json.put("text", PlainText.visible(workspace.shown(said.text())));
        return json;
    }

    private Said say(Item item, Path path) throws IOException {
        try {
            if (Files.isDirectory(path)) {
                return folder(item, path);
            }
            return item.kind() == Kind.DATA ? recent.of(path, this::series) : facts(item);
        } catch (RuntimeException | IOException e) {
            if (!Failure.isUsersDoing(e)) {
                throw e;
            }
            return new Said(JsonNodeFactory.instance.objectNode(), workspace.inWords(e));
        }
    }

    private Said series(Path file) throws IOException {
        if (FileSize.inMemory(file, largest) > largest) {
            return new Said(
                    JsonNodeFactory.instance.objectNode(),
                    "Too large to be summarised here; the command 'unfade info' does it where there is more memory.");
        }
        Result<?> result = new Info(file).run(new Progress() {});
        ObjectNode json = result.findings().deepCopy();
        json.put("file", workspace.nameOf(file));
        return new Said(json, result.message().inWords(Workspace::option));
    }

    private static Said facts(Item item) {
        String text = item.about().properties().stream()
                .filter(entry -> entry.getValue().isValueNode())
                .map(entry -> entry.getKey() + ": " + entry.getValue().asText())
                .collect(Collectors.joining("\n"));
        return new Said(item.about().deepCopy(), item.title() + (text.isEmpty() ? "" : "\n\n" + text) + "\n");
    }

    private Said folder(Item item, Path folder) throws IOException {
        Said said = item.kind() == Kind.MODEL ? model(item, folder) : facts(item);
        ArrayNode files = said.json().putArray("files");
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> shown = entries.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> Workspace.isPart(String.valueOf(file.getFileName())))
                    .sorted(Comparator.naturalOrder())
                    .limit(LISTED)
                    .toList();
            for (Path file : shown) {
                ObjectNode entry = files.addObject();
                entry.put("name", item.name() + "/" + file.getFileName());
                entry.put("bytes", Files.size(file));
            }
        }
        return said;
    }

    private Said model(Item item, Path folder) throws IOException {
        ModelCard card = ModelCards.of(item.name(), ModelFolder.describe(folder), ModelFolder.origin(folder));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("model", ModelJson.toJson(ModelFolder.describe(folder)));
        ArrayNode facts = json.putArray("facts");
        StringBuilder text = new StringBuilder();
        for (KeyValue fact : card.facts()) {
            facts.addObject().put("key", fact.key()).put("value", fact.value());
            text.append(fact.key()).append(": ").append(fact.value()).append('\n');
        }
        ObjectNode origin = ModelFolder.origin(folder);
        if (origin != null) {
            json.set("provenance", origin);
        }
        return new Said(json, text.toString());
    }
}
