package io.unfade.fmri.bids;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parts of a file's name, such as {@code sub-01_task-x_run-02_bold.nii.gz}.
 *
 * @param entities {@code sub: 01, task: x, run: 02}, in their order; empty if the name has another form
 * @param suffix {@code bold}
 * @param extension {@code .nii.gz}; everything from the first dot
 */
record BidsName(Map<String, String> entities, String suffix, String extension) {
    private static final Pattern ENTITY = Pattern.compile("([a-z]+)-([0-9A-Za-z+]+)");

    /** Entities with numeric values in BIDS, where leading zeros carry no meaning. */
    private static final Set<String> INDICES = Set.of("run", "echo", "chunk", "split", "inv", "flip");

    private static final Pattern ZEROS = Pattern.compile("^0+(?=[0-9])");

    /** {@return the parts of a path's file name} */
    static BidsName of(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        Map<String, String> entities = new LinkedHashMap<>();
        StringBuilder suffix = new StringBuilder();
        for (String part : stem.split("_", -1)) {
            var entity = ENTITY.matcher(part);
            if (entity.matches()) {
                entities.put(entity.group(1), entity.group(2));
            } else {
                suffix.append(suffix.length() > 0 ? "_" : "").append(part);
            }
        }
        return new BidsName(entities, suffix.toString(), dot < 0 ? "" : name.substring(dot));
    }

    /** {@return whether a file of this name applies to an image: the image has all of its entities} */
    boolean appliesTo(BidsName image) {
        return !entities.isEmpty()
                && entities.keySet().stream()
                        .allMatch(key ->
                                image.text(key).isPresent() && image.text(key).equals(text(key)));
    }

    private Optional<String> text(String entity) {
        return Optional.ofNullable(entities.get(entity)).map(value -> text(entity, value));
    }

    /** {@return an entity in canonical form: {@code run-1} for the value {@code 01} too} */
    static String text(String entity, String value) {
        return entity + "-" + (INDICES.contains(entity) ? ZEROS.matcher(value).replaceFirst("") : value);
    }

    /** {@return the name without an entity} */
    BidsName without(String entity) {
        Map<String, String> rest = new LinkedHashMap<>(entities);
        rest.remove(entity);
        return new BidsName(rest, suffix, extension);
    }
}
