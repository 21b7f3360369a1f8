package io.unfade.piece;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Work in pieces: kept, gone on with, limited and given up. */
class PieceRunTest {
    @TempDir
    private Path folder;

    private final ConcurrentMap<String, Integer> calls = new ConcurrentHashMap<>();

    private static ObjectNode settings(double value) {
        return JsonNodeFactory.instance.objectNode().put("value", value);
    }

    private Piece piece(String key, Function<Progress, ObjectNode> computation) {
        return new Piece(key, progress -> {
            calls.merge(key, 1, Integer::sum);
            return computation.apply(progress);
        });
    }

    private Piece number(String key, int number) {
        return piece(key, progress -> JsonNodeFactory.instance.objectNode().put("number", number));
    }

    private PieceRun run(Piece... pieces) throws IOException {
        return new PieceRun(List.of(pieces), PieceStore.open(folder, settings(1.0)));
    }

    @Test
    void computesEachPieceOnce() throws IOException {
        PieceRun run = run(number("a", 1), number("b", 2));
        assertThat(run.left()).extracting(Piece::key).containsExactly("a", "b");
        run.compute("work", PieceRun.Limit.NONE, Progress.NONE);
        run(number("a", 1), number("b", 2)).compute("work", PieceRun.Limit.NONE, Progress.NONE);
        assertThat(calls).containsEntry("a", 1).containsEntry("b", 1);
        assertThat(run.left()).isEmpty();
        assertThat(run.records().keySet()).containsExactly("a", "b");
        assertThat(run.records().values())
                .extracting(record -> record.path("number").asInt())
                .containsExactly(1, 2);
    }

    @Test
    void leavesWhatMayNotBeginAndWhatIsGivenUp() throws IOException {
        PieceRun.Limit limit = new PieceRun.Limit() {
            @Override
            public boolean begins(Piece piece) {
                return !piece.key().equals("late");
            }

            @Override
            public Progress of(Piece piece, Progress progress) {
                return new Progress() {
                    @Override
                    public boolean cancelled() {
                        return piece.key().equals("long") || progress.cancelled();
                    }
                };
            }
        };
        PieceRun run = run(number("first", 1), number("late", 2), piece("long", progress -> {
            progress.check();
            return settings(0);
        }));
        run.compute("work", limit, Progress.NONE);
        assertThat(run.left()).extracting(Piece::key).containsExactly("late", "long");
        assertThat(calls).doesNotContainKey("late").containsEntry("long", 1);
    }

    @Test
    void keepsWhatIsDoneWhenCancelled() throws IOException {
        boolean[] cancelled = {false};
        Progress progress = new Progress() {
            @Override
            public void update(String task, double done, String detail) {
                cancelled[0] |= done > 0;
            }

            @Override
            public boolean cancelled() {
                return cancelled[0];
            }
        };
        Piece[] pieces = new Piece[20];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = number("piece-" + i, i);
        }
        PieceRun run = run(pieces);
        assertThatThrownBy(() -> run.compute("work", PieceRun.Limit.NONE, progress))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("of 20 runs, which are kept");
        assertThat(run.left()).hasSizeBetween(10, 19);
    }

    @Test
    void namesThePieceThatFails() throws IOException {
        PieceRun run = run(piece("broken", progress -> {
            throw new IllegalStateException("no numbers");
        }));
        assertThatThrownBy(() -> run.compute("work", PieceRun.Limit.NONE, Progress.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken: no numbers");
    }

    @Test
    void doesNotMixSettings() throws IOException {
        run(number("a", 1)).compute("work", PieceRun.Limit.NONE, Progress.NONE);
        PieceStore.check(folder, settings(1));
        assertThatThrownBy(() -> PieceStore.open(folder, settings(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value was 1.0, is now 2.0");
    }

    @Test
    void computesAgainWhatIsDamaged() throws IOException {
        run(number("a", 1)).compute("work", PieceRun.Limit.NONE, Progress.NONE);
        Files.writeString(folder.resolve("runs").resolve("a.json"), "{\"number\":");
        assertThat(run(number("a", 1)).left()).hasSize(1);
        Files.writeString(folder.resolve("settings.json"), "{");
        assertThatThrownBy(() -> PieceStore.check(folder, settings(1))).hasMessageContaining("is not JSON");
        Files.delete(folder.resolve("settings.json"));
        assertThatThrownBy(() -> PieceStore.check(folder, settings(1))).hasMessageContaining("no settings.json");
    }
}
