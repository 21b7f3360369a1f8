package io.unfade.serve.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.AtomicFile;
import io.unfade.check.FileHash;
import io.unfade.model.ModelFolder;
import io.unfade.model.Models;
import io.unfade.model.foreign.ModelFile;
import io.unfade.workflow.base.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The hashes of data and models, taken one after another in the background, and the names that they were last seen under, also
 * before the server was started: so that a file which has been replaced since is known to be another one. Thread-safe.
 */
final class Hashes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hashes.class);
    private static final String FILE = "hashes.json";
    private static final int REMEMBERED = 10_000;
    private static final long SOON_MILLIS = 300;

    private final Workspace workspace;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "hashes");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Known> ofNames = new ConcurrentHashMap<>();
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    /** By hash the name that a file had, the last seen last. */
    private final Map<String, String> names = new LinkedHashMap<>();

    Hashes(Workspace workspace) {
        this.workspace = workspace;
        worker.execute(this::recall);
    }

    /**
     * The hash of a file of a size and time.
     *
     * @param hash null if it could not be taken
     */
    private record Known(
            long bytes, String modified, @Nullable String hash) {
        static Known of(Item item, @Nullable String hash) {
            return new Known(item.bytes(), item.modified().toString(), hash);
        }

        boolean isOf(Item item) {
            return bytes == item.bytes() && modified.equals(item.modified().toString());
        }
    }

    /** {@return the hash of an item as it is now; null if it is not known yet} */
    @Nullable
    String of(Item item) {
        Known known = ofNames.get(item.name());
        return known != null && known.isOf(item) ? known.hash() : null;
    }

    private boolean isTried(Item item) {
        Known known = ofNames.get(item.name());
        return known != null && known.isOf(item);
    }

    /** {@return the name that a file of this hash was last seen under; null if none was} */
    @Nullable
    String nameOf(String hash) {
        synchronized (names) {
            return names.get(hash);
        }
    }

    /** Takes the hashes of items that are not known yet; returns soon, perhaps before they are there. */
    void want(Collection<Item> items) {
        boolean any = false;
        for (Item item : items) {
            if (!isTried(item) && waiting.add(item.name())) {
                worker.execute(() -> take(item));
                any = true;
            }
        }
        if (!any) {
            return;
        }
        try {
            worker.submit(this::keep).get(SOON_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("hashes are still being taken", e);
        }
    }

    private void take(Item item) {
        try {
            String hash = hash(workspace.existing(item.name()));
            ofNames.put(item.name(), Known.of(item, hash));
            remember(hash, item.name());
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} has no hash", item.name(), e); // removed in the meantime, or not whole
            ofNames.put(item.name(), Known.of(item, null));
        } finally {
            waiting.remove(item.name());
        }
    }

    private static String hash(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return ModelFolder.hash(path);
        }
        return Models.format(path).isPresent() ? ModelFile.of(path, null).hash() : FileHash.sha256(path);
    }

    private void remember(String hash, String name) {
        synchronized (names) {
            names.remove(hash);
            names.put(hash, name);
            if (names.size() > REMEMBERED) {
                names.remove(names.keySet().iterator().next());
            }
        }
    }

    /** Reads what was known when the server last ran. */
    private void recall() {
        try {
            Path file = workspace.own().resolve(FILE);
            if (!Files.exists(file)) {
                return;
            }
            for (JsonNode entry : Json.MAPPER.readTree(file.toFile())) {
                String hash = entry.path("sha256").asText();
                String name = entry.path("name").asText();
                remember(hash, name);
                if (entry.has("bytes")) {
                    ofNames.put(
                            name,
                            new Known(
                                    entry.path("bytes").asLong(),
                                    entry.path("modified").asText(),
                                    hash));
                }
            }
        } catch (IOException e) {
            LOG.debug("no hashes are remembered", e); // they are taken again
        }
    }

    /** Writes what is known, and tells that links may have changed. */
    private void keep() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        synchronized (names) {
            names.forEach((hash, name) -> {
                ObjectNode entry = list.addObject();
                entry.put("sha256", hash);
                entry.put("name", name);
                Known known = ofNames.get(name);
                if (known != null && hash.equals(known.hash())) {
                    entry.put("bytes", known.bytes());
                    entry.put("modified", known.modified());
                }
            });
        }
        try {
            byte[] bytes = list.toString().getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(workspace.own().resolve(FILE), out -> out.write(bytes));
        } catch (IOException e) {
            LOG.debug("hashes cannot be kept", e); // a folder that is only read
        }
        workspace.changed();
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
