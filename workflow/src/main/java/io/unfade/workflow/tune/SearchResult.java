package io.unfade.workflow.tune;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of a search.
 *
 * @param plan of the rungs
 * @param trials of all rungs, in the order in which they were done
 * @param interrupted whether it was cancelled
 */
public record SearchResult(Halving plan, List<Trial> trials, boolean interrupted) {
    /** Copies the list. */
    public SearchResult {
        trials = List.copyOf(trials);
    }

    /** {@return the number of the last rung that the defaults have a score of; 0 for none} */
    public int compared() {
        return trials.stream()
                .filter(trial -> trial.candidate().isDefault() && trial.isScored())
                .mapToInt(Trial::rung)
                .max()
                .orElse(0);
    }

    /**
     * {@return the last trial of each candidate, up to the rung in which they can be compared with the defaults: those that got
     * furthest first, of these the best}
     */
    public List<Trial> ranked() {
        int most = compared();
        Map<Candidate, Trial> furthest = new LinkedHashMap<>();
        trials.stream().filter(trial -> trial.rung() <= most).forEach(trial -> furthest.put(trial.candidate(), trial));
        return furthest.values().stream()
                .sorted(Comparator.comparingInt(Trial::rung).reversed().thenComparing(Trial.BEST_FIRST))
                .toList();
    }

    /** {@return the best trial; empty if the defaults have no score} */
    public Optional<Trial> best() {
        return ranked().stream().findFirst();
    }

    /**
     * {@return the trial whose settings are worth taking: the best, if its log-loss is lower than that of the defaults beyond
     * noise, that is by an interval above 0; else the defaults, which were not chosen by these series; empty if the defaults
     * have no score}
     */
    public Optional<Trial> chosen() {
        return best().filter(this::isWorthIt).or(this::defaults);
    }

    private boolean isWorthIt(Trial trial) {
        return trial.gainOver(defaults().orElseThrow()).low() > 0;
    }

    /** {@return the last trial of the defaults; empty if they have no score} */
    public Optional<Trial> defaults() {
        return ranked().stream().filter(trial -> trial.candidate().isDefault()).findFirst();
    }

    /** {@return the trials of a candidate, one for each rung that it reached} */
    public List<Trial> of(Candidate candidate) {
        return trials.stream()
                .filter(trial -> trial.candidate().equals(candidate))
                .toList();
    }

    /** {@return how many candidates were tried, the defaults included, without other lengths of one} */
    public int tried() {
        return (int) trials.stream()
                .map(trial -> trial.candidate().number())
                .distinct()
                .count();
    }
}
