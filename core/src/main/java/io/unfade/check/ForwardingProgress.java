package io.unfade.check;

import java.util.Map;

/** Hands everything to another one. */
class ForwardingProgress implements Progress {
    private final Progress all;

    ForwardingProgress(Progress all) {
        this.all = all;
    }

    @Override
    public void update(String task, double done, String detail) {
        all.update(task, done, detail);
    }

    @Override
    public void step(String text) {
        all.step(text);
    }

    @Override
    public void step(String text, Map<String, Double> values) {
        all.step(text, values);
    }

    @Override
    public void begin(String text) {
        all.begin(text);
    }

    @Override
    public void note(Message note) {
        all.note(note);
    }

    @Override
    public boolean live() {
        return all.live();
    }

    @Override
    public boolean cancelled() {
        return all.cancelled();
    }

    @Override
    public void finish() {
        all.finish();
    }
}
