package io.unfade.experiments.study;

import io.unfade.check.Progress;

import java.util.ArrayList;
import java.util.List;

/** The keys of the pieces computed by a reproduction, in order of completion. */
public final class ComputedPieces implements Progress {
    private static final String BEFORE_KEY = " runs  ";

    private final List<String> keys = new ArrayList<>();

    /** {@return the keys so far} */
    public List<String> keys() {
        return List.copyOf(keys);
    }

    @Override
    public void update(String task, double done, String detail) {
        String key = detail.substring(detail.indexOf(BEFORE_KEY) + BEFORE_KEY.length());
        if (!key.isEmpty()) {
            keys.add(key);
        }
    }
}
