package io.unfade.serve.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import io.unfade.serve.fact.Kind;
import io.unfade.serve.fact.ModelFacts;
import io.unfade.serve.fact.NpzFacts;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which item of a workspace came of which, as far as their files say: by the hashes that they hold of what they were made from.
 *
 * <p>Where no item has such a hash now, one that had it when it was last seen is named, or one with the file name that the hash
 * came with: it is another one now, and the link is stale.
 */
final class Links {
    /** How maps came of a model, of data, and of a background. */
    static final String EXPLAINS = "explains";

    static final String OF_DATA = "of data";
    static final String AGAINST = "against background";

    private static final Comparator<Item> BY_NAME = Comparator.comparing(Item::name);

    private final Hashes hashes;
    private final Map<String, List<Item>> byHash = new HashMap<>();
    private final Map<String, Item> byName = new HashMap<>();
    private final Map<String, List<Item>> byFile = new HashMap<>();

    private Links(Hashes hashes, List<Item> items) {
        this.hashes = hashes;
        for (Item item : items) {
            byName.put(item.name(), item);
            byFile.computeIfAbsent(lastPart(item.name()), name -> new ArrayList<>())
                    .add(item);
            String hash = hashes.of(item);
            if (hash != null) {
                byHash.computeIfAbsent(hash, key -> new ArrayList<>()).add(item);
            }
        }
    }

    /** {@return the links between items, of which the hashes are taken if need be; of large ones they may come later} */
    static List<Link> of(List<Item> items, Hashes hashes) {
        hashes.want(items.stream()
                .filter(item -> item.kind() == Kind.DATA || item.kind() == Kind.MODEL)
                .toList());
        Links links = new Links(hashes, items);
        List<Link> all = new ArrayList<>();
        for (Item item : items) {
            links.addTo(all, item);
        }
        return all;
    }

    private void addTo(List<Link> all, Item item) {
        switch (item.kind()) {
            case MODEL -> {
                for (JsonNode file : item.about().path(ModelFacts.TRAINED_ON)) {
                    add(
                            all,
                            item,
                            "trained on",
                            file.path("sha256").asText(),
                            file.path("file").asText());
                }
            }
            case MAPS -> {
                add(all, item, EXPLAINS, item.about().path(NpzFacts.MODEL_HASH).asText(), null);
                add(all, item, OF_DATA, item.about().path(NpzFacts.DATA_HASH).asText(), null);
                add(
                        all,
                        item,
                        AGAINST,
                        item.about().path(NpzFacts.BACKGROUND_HASH).asText(),
                        null);
            }
            case REGIONS ->
                add(
                        all,
                        item,
                        "places of",
                        item.about().path(NpzFacts.DATA_HASH).asText(),
                        null);
            default -> {
                // says nothing of where it came from
            }
        }
    }

    private void add(List<Link> all, Item to, String how, String hash, @Nullable String file) {
        if (hash.isEmpty()) {
            return;
        }
        List<Item> same = byHash.getOrDefault(hash, List.of());
        if (!same.isEmpty()) {
            all.add(new Link(nearest(same, to).name(), to.name(), how, false));
            return;
        }
        Item before = replaced(hash, file, to);
        if (before != null) {
            all.add(new Link(before.name(), to.name(), how, true));
        }
    }

    /** {@return the item that has taken the place of one with a hash; null if there is none, or its hash is not known yet} */
    private @Nullable Item replaced(String hash, @Nullable String file, Item to) {
        String name = hashes.nameOf(hash);
        Item seen = name == null ? null : byName.get(name);
        if (seen != null && hashes.of(seen) != null) {
            return seen;
        }
        List<Item> named = file == null
                ? List.of()
                : byFile.getOrDefault(file, List.of()).stream()
                        .filter(item -> hashes.of(item) != null)
                        .toList();
        return named.isEmpty() ? null : nearest(named, to);
    }

    /** {@return the one whose folder has most in common with that of another item} */
    private static Item nearest(List<Item> candidates, Item to) {
        return candidates.stream()
                .min(Comparator.<Item>comparingInt(item -> -shared(item.name(), to.name()))
                        .thenComparing(BY_NAME))
                .orElseThrow();
    }

    private static int shared(String a, String b) {
        String[] first = a.split("/", -1);
        String[] second = b.split("/", -1);
        int count = 0;
        while (count < Math.min(first.length, second.length) - 1 && first[count].equals(second[count])) {
            count++;
        }
        return count;
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
