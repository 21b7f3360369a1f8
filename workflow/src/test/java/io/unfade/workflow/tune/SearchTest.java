package io.unfade.workflow.tune;

import io.unfade.check.MalformedFileException;
import io.unfade.check.Progress;
import io.unfade.validation.Fold;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.option.ModelChoice;
import io.unfade.workflow.option.OptimizationChoice;
import io.unfade.workflow.tune.Budget.Limits;
import io.unfade.workflow.tune.FoldTrainer.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The search with a trainer whose losses are known: candidate 4 is the best in the end, after a slow start. */
class SearchTest {
    private static final Map<String, String> SETTINGS = Map.of("data", "twelve series");
    private static final Halving PLAN = Halving.of(9, 90, 10, 5);

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<TrialStore.Key> trained = new ConcurrentLinkedQueue<>();

    /** {@return 12 series in some folds} */
    private static List<Fold> folds(int count) {
        return IntStream.range(0, count)
                .mapToObj(f -> new Fold(
                        1,
                        f + 1,
                        "fold-" + (f + 1),
                        IntStream.range(0, 12).filter(i -> i % count != f).toArray(),
                        IntStream.range(0, 12).filter(i -> i % count == f).toArray(),
                        new int[0]))
                .toList();
    }

    private static List<Candidate> candidates(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Candidate(
                        i,
                        new ModelChoice(),
                        new OptimizationChoice(),
                        i == 0 ? Map.of() : Map.of("hidden", Integer.toString(i))))
                .toList();
    }

    /** Candidate 4 gains more from steps than the others, candidate 7 cannot be trained. */
    private static double loss(int candidate, int steps) {
        double speed = candidate == 4 ? 6 : 1;
        return 1 + 0.1 * Math.abs(candidate - 3) - 0.001 * speed * steps;
    }

    private FoldScore train(Training training) {
        int number = training.candidate().number();
        if (number != 7) { // of several folds at once more than one can fail
            trained.add(training.key());
        }
        int tested = training.fold().tested().length;
        double loss = loss(number, training.steps()) + 0.01 * training.fold().number();
        return number == 7
                ? FoldScore.failed("the loss is NaN", 2)
                : new FoldScore(
                        new int[tested],
                        tested - 1,
                        IntStream.range(0, tested).mapToDouble(i -> loss).toArray(),
                        0.5 * training.steps(),
                        null);
    }

    private SearchResult search(TrialStore store, FoldTrainer trainer, Limits limits) throws IOException {
        return new Search(SearchTest::folds, trainer, store, () -> 0, Progress.NONE)
                .run(candidates(9), PLAN, true, Search.LENGTHS, limits);
    }

    private TrialStore begin() throws IOException {
        return TrialStore.begin(folder.resolve("search.jsonl"), SETTINGS);
    }

    private TrialStore resume() throws IOException {
        return TrialStore.resume(folder.resolve("search.jsonl"), SETTINGS);
    }

    private static List<String> outline(SearchResult result) {
        return result.ranked().stream()
                .map(trial -> trial.candidate().number() + " in rung " + trial.rung() + " for " + trial.steps())
                .toList();
    }

    @Test
    void run_knownLosses_keepsTheBestThirdAndTheDefaults() throws IOException {
        SearchResult result = search(begin(), this::train, Limits.NONE);
        // rung 2: 2, 3 and 4 and the defaults; rung 3: 4 and the defaults; then 4 for half and twice the steps
        assertThat(outline(result))
                .containsExactly(
                        "4 in rung 3 for 180",
                        "4 in rung 3 for 90",
                        "4 in rung 3 for 45",
                        "0 in rung 3 for 90",
                        "3 in rung 2 for 30",
                        "2 in rung 2 for 30",
                        "1 in rung 1 for 10",
                        "5 in rung 1 for 10",
                        "6 in rung 1 for 10",
                        "8 in rung 1 for 10",
                        "7 in rung 1 for 10");
        assertThat(result.tried()).isEqualTo(9);
        assertThat(result.best().orElseThrow().candidate().changes()).containsEntry("steps", "180");
        assertThat(result.defaults().orElseThrow().steps()).isEqualTo(90);
        Trial failed = result.ranked().get(10);
        assertThat(failed.failure()).contains("the loss is NaN");
        assertThat(failed.accuracy()).isNaN();
        assertThat(trained).doesNotHaveDuplicates();
    }

    @Test
    void trial_ofFolds_poolsTheSeries() throws IOException {
        Trial best = search(begin(), this::train, Limits.NONE).best().orElseThrow();
        // 12 series in 5 folds of 3, 3, 2, 2, 2; each fold has one wrong and costs 0.01 more than the one before
        double loss = loss(4, 180) + 0.01 * (3 * 1 + 3 * 2 + 2 * 3 + 2 * 4 + 2 * 5) / 12;
        assertThat(best.loss()).isCloseTo(loss, within(1e-12));
        assertThat(best.accuracy()).isEqualTo(7.0 / 12);
        assertThat(best.deviation()).isCloseTo(0.01 * Math.sqrt(2.5), within(1e-12));
        assertThat(best.seconds()).isEqualTo(5 * 90.0);
        assertThat(best.predicted()).hasSize(12);
    }

    @Test
    void run_cancelledAndResumed_repeatsNothingAndGivesTheSame() throws IOException {
        SearchResult whole = search(begin(), this::train, Limits.NONE);
        int all = trained.size();
        for (int until : new int[] {0, 5, 28, all - 3}) {
            trained.clear();
            AtomicInteger left = new AtomicInteger(until);
            SearchResult part = search(
                    begin(),
                    training -> {
                        if (left.getAndDecrement() <= 0) {
                            throw new CancellationException();
                        }
                        return train(training);
                    },
                    Limits.NONE);
            assertThat(part.interrupted()).isTrue();
            assertThat(numbers(search(resume(), this::train, Limits.NONE))).isEqualTo(numbers(whole));
            assertThat(trained).hasSize(all).doesNotHaveDuplicates();
        }
    }

    /** {@return a result without arrays, which are compared by identity} */
    private static List<List<Object>> numbers(SearchResult result) {
        return result.ranked().stream()
                .map(trial -> List.<Object>of(
                        trial.candidate(),
                        trial.rung(),
                        trial.steps(),
                        trial.loss(),
                        trial.accuracy(),
                        trial.isScored() ? trial.seconds() : 0))
                .toList();
    }

    @Test
    void resume_lineThatWasCutOff_isDroppedAndTrainedAgain() throws IOException {
        search(begin(), this::train, Limits.NONE);
        Path file = folder.resolve("search.jsonl");
        List<String> lines = Files.readAllLines(file);
        Files.writeString(
                file,
                String.join("\n", lines.subList(0, 5)) + "\n" + lines.get(5).substring(0, 30));
        int all = trained.size();
        trained.clear();
        search(resume(), this::train, Limits.NONE);
        assertThat(trained).hasSize(all - 4);
        assertThat(Files.readAllLines(file)).hasSameSizeAs(lines);
    }

    @Test
    void resume_otherSettings_isRefused() throws IOException {
        begin();
        assertThatThrownBy(() -> TrialStore.resume(folder.resolve("search.jsonl"), Map.of("data", "other series")))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("(data was twelve series, but is now other series)");
    }

    @Test
    void resume_fileOfAnotherKind_isNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("search.jsonl"), "{\"format\":\"other\"}\n");
        assertThatThrownBy(() -> TrialStore.resume(file, SETTINGS))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("unfade-tuning/1");
        begin();
        Files.writeString(file, Files.readString(file) + "{\"candidate\":1}\n");
        assertThatThrownBy(this::resume)
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("'seconds' must be a number");
    }

    @Test
    void plan_keptCandidates_areKnownWhenResumed() throws IOException {
        assertThat(begin().schedule()).isEmpty();
        resume().plan(new Schedule(7, 200, true));
        assertThat(resume().schedule()).hasValue(new Schedule(7, 200, true));
    }

    @Test
    void run_timeIsOver_goesOnWithThoseThatWereTried() throws IOException {
        // candidates 0 to 4 are begun in rung 1, all others too late; no other length has time
        AtomicInteger asked = new AtomicInteger();
        SearchResult result =
                search(begin(), this::train, (rung, needed) -> rung == 1 ? asked.incrementAndGet() > 4 : needed > 0);
        assertThat(result.tried()).isEqualTo(5);
        assertThat(result.trials().stream().filter(trial -> trial.rung() == 2)).hasSize(3);
        assertThat(result.best()).isPresent();
        assertThat(result.ranked()).allMatch(trial -> trial.steps() <= 90);
    }

    @Test
    void run_timeOfAllIsOver_comparesInTheLastRungOfTheDefaults() throws IOException {
        int ofRungs = 9 * 3 - 2 + 4 * 3; // trainings of the first two, with one of candidate 7
        AtomicInteger count = new AtomicInteger();
        SearchResult result = search(
                begin(),
                training -> {
                    count.incrementAndGet();
                    return train(training);
                },
                (rung, needed) -> rung == Limits.WHOLE && count.get() >= ofRungs + 2);
        assertThat(count).hasValue(ofRungs + 2);
        assertThat(result.compared()).isEqualTo(2);
        assertThat(result.best().orElseThrow().steps()).isEqualTo(30);
        assertThat(result.defaults().orElseThrow().rung()).isEqualTo(2);
    }

    @Test
    void run_noTimeAtAll_hasTheDefaults() throws IOException {
        SearchResult result = search(begin(), this::train, (rung, needed) -> true);
        assertThat(outline(result)).containsExactly("0 in rung 1 for 10");
        assertThat(result.best()).isEqualTo(result.defaults()).isPresent();
    }

    @Test
    void run_defaultsThatCannotBeTrained_fail() {
        List<String> failures = new ArrayList<>();
        assertThatThrownBy(() -> search(
                        begin(),
                        training -> {
                            failures.add("one");
                            throw new IllegalStateException("the loss is NaN");
                        },
                        Limits.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the loss is NaN");
        assertThat(failures).isNotEmpty();
    }

    @Test
    void measure_speed_isThatOfTheFastestFold() throws IOException {
        Search search = new Search(SearchTest::folds, this::train, begin(), () -> 0, Progress.NONE);
        assertThat(search.measure(candidates(1).get(0), PLAN).secondsPerStep()).isEqualTo(0.5);
        SearchResult result = search.run(candidates(9), PLAN, true, List.of(), Limits.NONE);
        assertThat(trained).doesNotHaveDuplicates();
        assertThat(result.of(candidates(1).get(0))).hasSize(3);
    }

    @Test
    void gain_overTheDefaults_isTheMeanOfTheFolds() throws IOException {
        SearchResult result = search(begin(), this::train, Limits.NONE);
        Trial best = result.best().orElseThrow();
        Trial defaults = result.defaults().orElseThrow();
        assertThat(best.gainOver(defaults).mean()).isCloseTo(loss(0, 90) - loss(4, 180), within(1e-12));
        assertThat(best.gainOver(best).mean()).isZero();
    }

    @Test
    void chosen_isTheBestOnlyIfItLeadsBeyondNoise() throws IOException {
        assertThat(chosen(0.5, 0.5, 0.5, 0.5, 0.5)).isEqualTo(1);
        assertThat(chosen(0.1, 0.2, 0.3, 0.1, 0.3)).isEqualTo(1);
        assertThat(chosen(0.1, 0.2, 0.5, 0.0, 0.1)).isEqualTo(0); // within noise
        assertThat(chosen(0.9, -0.8, 0.1, -0.5, 0.4)).isEqualTo(0); // ahead by 0.02
        assertThat(chosen(-0.5, -0.5, -0.5, -0.5, -0.5)).isEqualTo(0);
    }

    /** {@return the number of the candidate that is taken if number 1 leads the defaults by so much in each of the folds} */
    private int chosen(double... leads) {
        List<Fold> folds = folds(leads.length);
        List<Trial> trials = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            List<FoldScore> scores = new ArrayList<>();
            for (int f = 0; f < leads.length; f++) {
                double[] losses = new double[folds.get(f).tested().length];
                Arrays.fill(losses, 1 - number * leads[f]);
                scores.add(new FoldScore(new int[losses.length], 0, losses, 1, null));
            }
            trials.add(new Trial(candidates(2).get(number), 1, 10, folds, scores));
        }
        return new SearchResult(PLAN, trials, false)
                .chosen()
                .orElseThrow()
                .candidate()
                .number();
    }
}
