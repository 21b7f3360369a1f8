package io.unfade.workflow.tune;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.Precision;
import io.unfade.data.SeriesSet;
import io.unfade.workflow.Train;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;
import io.unfade.workflow.option.Preset;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CandidateTest {
    private static final Train OPEN = new Train(Path.of("data.npz"), Path.of("model"));
    private static final SeriesSet SET = set(50, 40, 1);

    private static SeriesSet set(int count, int steps, int features) {
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
        }
        return SeriesSet.builder(Precision.SINGLE, count, steps, features)
                .labels(labels, List.of("a", "b"))
                .build();
    }

    private static List<Candidate> draw(SeriesSet set, Train open, Set<String> fixed, int count, long seed) {
        ObjectNode usual = Preset.DATA.of(set, open.architecture()).toJson(open.architecture(), open.optimization());
        return Candidate.draw(SearchSpace.of(set, false).without(open, fixed), open, usual, count, seed);
    }

    @Test
    void draw_first_isWhatTrainWouldChoose() {
        Train chosen = Setting.filled(
                OPEN, Preset.DATA.of(SET, OPEN.architecture()).toJson(OPEN.architecture(), OPEN.optimization()));
        Candidate first = draw(SET, OPEN, Set.of(), 20, 1).get(0);
        assertThat(first.number()).isZero();
        assertThat(first.architecture()).isEqualTo(chosen.architecture());
        assertThat(first.optimization()).isEqualTo(chosen.optimization());
        assertThat(first.changes()).isEmpty();
        assertThat(first.inWords()).isEqualTo("the defaults");
    }

    @Test
    void draw_manyCandidates_differAndCanAllBeTrained() {
        List<Candidate> candidates = draw(set(50, 40, 30), OPEN, Set.of(), 100, 1);
        assertThat(candidates).hasSize(100);
        assertThat(candidates.stream().map(Candidate::changes)).doesNotHaveDuplicates();
        for (Candidate candidate : candidates) {
            ObjectNode json = OPEN.toJson();
            json.set("architecture", RequestJson.node(candidate.architecture()));
            json.set("optimization", RequestJson.node(candidate.optimization()));
            json.remove(RequestJson.COMMAND);
            Setting.check(RequestJson.read(Train.class, json), setting -> false);
            assertThat(candidate.architecture().spec(set(50, 40, 30)).classes()).isEqualTo(2);
            assertThat(candidate.optimization().of(3).seed()).isEqualTo(3);
        }
        Set<String> changed = candidates.stream()
                .flatMap(candidate -> candidate.changes().keySet().stream())
                .collect(Collectors.toSet());
        assertThat(changed).isEqualTo(SearchSpace.names());
        assertThat(candidates.stream().map(one -> one.changes().getOrDefault("stem", "conv")))
                .contains("none", "windows", "conv", "linear");
    }

    @Test
    void draw_otherSeed_givesOthers_andMoreBeginWithTheSame() {
        List<Candidate> some = draw(SET, OPEN, Set.of(), 5, 1);
        assertThat(draw(SET, OPEN, Set.of(), 20, 1).subList(0, 5)).isEqualTo(some);
        assertThat(draw(SET, OPEN, Set.of(), 5, 2).subList(1, 5)).doesNotContainAnyElementsOf(some);
    }

    @Test
    void draw_whatIsGivenOrFixed_staysAsItIs() {
        Train given = (Train) OPEN.with("architecture.dropout", 0.7)
                .with("architecture.cell", "gru")
                .with("architecture.hops", 3);
        for (Candidate candidate : draw(SET, given, Set.of("learning-rate", "hidden"), 50, 1)) {
            assertThat(candidate.architecture().dropout()).isEqualTo(0.7);
            assertThat(RequestJson.key(candidate.architecture().cell())).isEqualTo("gru");
            assertThat(candidate.architecture().hops()).isEqualTo(3);
            assertThat(candidate.architecture().hidden()).isEqualTo(64);
            assertThat(candidate.optimization().learningRate()).isEqualTo(3e-3);
            assertThat(candidate.changes())
                    .doesNotContainKeys("dropout", "cell", "hops", "hop-pooling", "hidden", "learning-rate");
        }
    }

    @Test
    void draw_attentionOfTheUser_isNeverChanged() {
        Train given = (Train) OPEN.with("architecture.attention", "none");
        assertThat(draw(SET, given, Set.of(), 30, 1))
                .allMatch(one -> one.architecture().hops() == null)
                .allMatch(one -> one.architecture().spec(SET).attention() == null);
        assertThat(draw(SET, OPEN, Set.of(), 30, 1))
                .allMatch(one -> one.architecture().spec(SET).attention() != null);
    }

    @Test
    void draw_smallSpace_givesAllThereIs() {
        Set<String> fixed = SearchSpace.names();
        fixed.removeAll(Set.of("cell", "hidden"));
        assertThat(draw(SET, OPEN, fixed, 50, 1)).hasSize(6);
    }

    @Test
    void without_nameThatIsNotSearched_suggestsTheNearest() {
        assertThatThrownBy(() -> draw(SET, OPEN, Set.of("hiden"), 5, 1))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("but was 'hiden'; did you mean hidden?");
    }

    @Test
    void without_everything_leavesNothingToSearch() {
        assertThatThrownBy(() -> draw(SET, OPEN, SearchSpace.names(), 5, 1))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("nothing to search");
    }

    @Test
    void draw_adaptiveNoise_isTheOnlyNoise() {
        Train given = (Train) OPEN.with("optimization.noising.adaptiveNoise", 0.8);
        List<Candidate> candidates = draw(SET, given, Set.of(), 60, 1);
        assertThat(candidates).allMatch(one -> !one.changes().containsKey("noise"));
        assertThat(candidates)
                .allMatch(one -> one.optimization().of(0).augmentation().noise() == 0)
                .allMatch(one -> one.optimization().of(0).adaptiveNoise().isOn());
    }

    @Test
    void of_shortSeries_neitherCutsNorMovesThem() {
        List<Candidate> candidates = draw(set(50, 3, 1), OPEN, Set.of(), 60, 1);
        assertThat(candidates).allMatch(one -> !one.changes().containsKey("stem"));
        assertThat(candidates).allMatch(one -> one.optimization().augmentation().warp() == 0);
    }

    @Test
    void optimization_ofSteps_takesThemInsteadOfEpochs() {
        Candidate first = draw(SET, OPEN, Set.of(), 1, 1).get(0);
        assertThat(first.optimization(70).of(0).length().steps()).isEqualTo(70);
        assertThat(first.withSteps(1200).changes()).containsEntry("steps", "1200");
        assertThat(first.withSteps(1200).optimization()).isEqualTo(first.optimization(1200));
    }
}
