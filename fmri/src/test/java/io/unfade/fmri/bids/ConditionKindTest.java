package io.unfade.fmri.bids;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConditionKindTest {
    @ParameterizedTest
    @ValueSource(strings = {"rest", "Fixation", "ITI", "iti_2", "baseline", "null event", "blankScreen", "fix1"})
    void pauses_areRest(String name) {
        assertThat(ConditionKind.of(name)).isEqualTo(ConditionKind.REST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"button", "button_press", "buttonPress", "response_story", "RESP", "keypress"})
    void actions_areResponses(String name) {
        assertThat(ConditionKind.of(name)).isEqualTo(ConditionKind.RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"face", "restaurant", "prefix", "keyboard", "2bk_body", "fear", "pressure", "t", "1"})
    void others_areTasks(String name) {
        assertThat(ConditionKind.of(name)).isEqualTo(ConditionKind.TASK);
    }
}
