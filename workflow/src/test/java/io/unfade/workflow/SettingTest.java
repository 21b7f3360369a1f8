package io.unfade.workflow;

import io.unfade.workflow.base.Meaning;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Settings as described by use cases. */
class SettingTest {
    private static Setting named(Class<? extends Record> useCase, String name) {
        return Setting.of(useCase).stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Class<? extends Record>> useCases() {
        return RequestJsonTest.requests()
                .<Class<? extends Record>>map(request -> ((Record) request).getClass())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void of_everyUseCase_namesEachSettingOnceAndSaysWhatItMeans(Class<? extends Record> useCase) {
        List<Setting> settings = Setting.of(useCase);
        assertThat(settings).extracting(Setting::name).doesNotHaveDuplicates();
        assertThat(settings)
                .filteredOn(setting -> !setting.name().equals("seed"))
                .allSatisfy(setting -> assertThat(meaning(setting).value()).endsWith("."));
        assertThat(useCase.getAnnotation(Meaning.class)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void conditions_ofEverySetting_areOnOtherSettingsOfTheUseCase(Class<? extends Record> useCase) {
        Map<String, Setting> settings =
                Setting.of(useCase).stream().collect(Collectors.toMap(Setting::name, setting -> setting));
        settings.values().stream()
                .flatMap(setting -> setting.conditions().stream())
                .flatMap(meaning -> Stream.concat(needed(meaning, settings), Arrays.stream(meaning.unless())))
                .map(condition -> condition.split(" ", -1))
                .forEach(words -> {
                    assertThat(settings).containsKey(words[0]);
                    if (settings.get(words[0]).type() instanceof Class<?> type && type.isEnum()) {
                        assertThat(Arrays.stream(type.getEnumConstants())
                                        .map(constant -> RequestJson.key((Enum<?>) constant)))
                                .containsAll(Arrays.asList(words).subList(1, words.length));
                    }
                });
    }

    /** {@return the settings of which one is needed, without those that the use case lacks unless it lacks all} */
    private static Stream<String> needed(Meaning meaning, Map<String, Setting> settings) {
        List<String> known = Stream.of(meaning.needs())
                .filter(condition -> settings.containsKey(condition.split(" ", -1)[0]))
                .toList();
        return known.isEmpty() ? Stream.of(meaning.needs()) : known.stream();
    }

    @Test
    void of_aSettingInARecord_hasItsPathAndDefault() {
        Setting layers = named(Train.class, "layers");
        assertThat(layers.path()).containsExactly("architecture", "layers");
        assertThat(layers.usual()).isEqualTo(1);
        assertThat(layers.required()).isFalse();
        assertThat(named(Train.class, "data").required()).isTrue();
    }

    @Test
    void usualInWords_ofKindsOfDefaults_isAsUsersWriteThem() {
        assertThat(named(Train.class, "cell").usualInWords()).isEqualTo("lstm");
        assertThat(named(Train.class, "clipNorm").usualInWords()).isEqualTo("1");
        assertThat(named(Train.class, "dropout").usualInWords()).isEqualTo("by the data");
        assertThat(named(Train.class, "validation").usualInWords()).isEqualTo("0.2");
        assertThat(named(Train.class, "resume").usualInWords()).isEmpty();
        assertThat(named(CrossValidate.class, "set").usualInWords()).isEmpty();
        assertThat(named(CrossValidate.class, "folds").usualInWords()).isEmpty();
    }

    private static Meaning meaning(Setting setting) {
        return Objects.requireNonNull(setting.meaning(), setting.name());
    }
}
