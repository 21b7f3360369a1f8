package io.unfade.serve.form;

import io.unfade.check.Require;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Names of items as places in a folder. */
public record ItemPlaces(Path folder) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._ -]{0,99}(/[A-Za-z0-9_][A-Za-z0-9._ -]{0,99})*");

    /** {@return the place of an item} */
    public Path of(String item) {
        Require.argument(NAME.matcher(item).matches(), "'%s' cannot be the name of an item", item);
        return folder.resolve(item);
    }
}
