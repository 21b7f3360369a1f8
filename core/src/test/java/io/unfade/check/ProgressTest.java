package io.unfade.check;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {
    /** Keeps what it is told. */
    private static final class Told implements Progress {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void update(String task, double done, String detail) {
            lines.add(task + " " + done + " " + detail);
        }

        @Override
        public void step(String text) {
            lines.add(text);
        }

        @Override
        public void begin(String text) {
            lines.add("begin " + text);
        }

        @Override
        public void note(Message note) {
            lines.add("note " + note.inWords(name -> name));
        }

        @Override
        public boolean cancelled() {
            return true;
        }
    }

    @Test
    void part_countsAsOneOfTheWhole() {
        Told told = new Told();
        Progress second = told.part("Second", 1, 4);
        second.update("Epoch 1/2", 0.5, "loss 1");
        second.update("Epoch 2/2", 1, "");
        second.step("ended");
        assertThat(told.lines).containsExactly("Second 0.375 loss 1", "Second 0.5 ", "ended");
        assertThat(second.cancelled()).isTrue();
    }

    @Test
    void noting_tellsTheNoteBeforeTheBeginning() {
        Told told = new Told();
        told.noting(Message.of("a note")).begin("a job");
        assertThat(told.lines).containsExactly("note a note", "begin a job");
    }
}
