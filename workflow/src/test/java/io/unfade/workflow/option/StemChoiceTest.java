package io.unfade.workflow.option;

import io.unfade.nn.spec.Stem;
import io.unfade.nn.spec.Stem.Alignment;
import io.unfade.workflow.option.StemChoice.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StemChoiceTest {
    @Test
    void stem_noneIsChosen_isNone() {
        assertThat(new StemChoice().stem(100)).isNull();
    }

    @Test
    void stem_sizesAndStridesOfLayers_areRead() {
        assertThat(choice(Kind.CONV, "3+ 9+17, 5", "4,1").stem(100))
                .isEqualTo(new Stem.Convolutions(
                        List.of(new Stem.Layer(List.of(3, 9, 17), 8, 4), new Stem.Layer(List.of(5), 8, 1)),
                        Alignment.CAUSAL,
                        0.25));
        assertThat(choice(Kind.WINDOWS, "24", "8").stem(100))
                .isEqualTo(new Stem.Windows(24, 8, Alignment.CAUSAL, 0.25));
        assertThat(choice(Kind.LINEAR, null, null).stem(100)).isEqualTo(new Stem.Linear(8, 0.25));
    }

    @Test
    void stem_withoutSizes_fitsTheLengthOfTheSeries() {
        assertThat(choice(Kind.WINDOWS, null, null).stem(251))
                .isEqualTo(new Stem.Windows(25, 8, Alignment.CAUSAL, 0.25));
        assertThat(layers(251))
                .containsExactly(new Stem.Layer(List.of(3, 13, 25), 8, 6), new Stem.Layer(List.of(3), 8, 1));
        assertThat(layers(24)).containsExactly(new Stem.Layer(List.of(3), 8, 1), new Stem.Layer(List.of(3), 8, 1));
        assertThat(choice(Kind.WINDOWS, null, null).stem(2)).isEqualTo(new Stem.Windows(2, 1, Alignment.CAUSAL, 0.25));
    }

    private static List<Stem.Layer> layers(int steps) {
        Stem stem = choice(Kind.CONV, null, null).stem(steps);
        assertThat(stem).isInstanceOf(Stem.Convolutions.class);
        return stem instanceof Stem.Convolutions convolutions ? convolutions.layers() : List.of();
    }

    private static StemChoice choice(Kind kind, @Nullable String size, @Nullable String stride) {
        return new StemChoice(kind, size, stride, 8, Alignment.CAUSAL, 0.25);
    }
}
