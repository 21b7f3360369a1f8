package io.unfade.cli.base;

import io.unfade.check.Message;
import io.unfade.check.PlainText;

import java.io.PrintWriter;
import java.util.function.UnaryOperator;

/** Shows a job's progress on standard error, and cancels the job when the user interrupts it. */
public final class Display implements io.unfade.check.Progress, AutoCloseable {
    private final PrintWriter messages;
    private final Interrupt interrupt;
    private final UnaryOperator<String> names;
    private Progress line;
    private double last;

    Display(PrintWriter messages, Interrupt interrupt, UnaryOperator<String> names) {
        this.messages = messages;
        this.interrupt = interrupt;
        this.names = names;
        line = newLine();
    }

    private Progress newLine() {
        return new Progress(messages, Progress.onTerminal());
    }

    @Override
    public void update(String task, double done, String detail) {
        if (done < last) { // another part of the job, timed separately
            line.close();
            line = newLine();
        }
        last = done;
        line.update(task, done, detail);
    }

    @Override
    public void step(String text) {
        line.line(text);
    }

    @Override
    public void begin(String text) {
        line.say(text);
    }

    @Override
    public void note(Message note) {
        line.close();
        messages.println("Note: " + PlainText.oneLine(note.inWords(names)));
        messages.flush();
    }

    @Override
    public boolean live() {
        return Progress.onTerminal();
    }

    @Override
    public boolean cancelled() {
        interrupt.awaitEnd();
        return interrupt.isRequested();
    }

    @Override
    public void finish() {
        interrupt.awaitEnd();
    }

    @Override
    public void close() {
        line.close();
    }
}
