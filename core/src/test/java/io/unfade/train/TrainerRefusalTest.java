package io.unfade.train;

import io.unfade.TestModels;
import io.unfade.check.Progress;
import io.unfade.data.Precision;
import io.unfade.data.SeriesBuilder;
import io.unfade.data.SeriesSet;
import io.unfade.data.Standardization;
import io.unfade.data.Standardizer;
import io.unfade.model.TrainedModel;
import io.unfade.model.tensor.Tensor;
import io.unfade.train.TrainingOptions.ClassWeights;
import io.unfade.train.TrainingOptions.Regime;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Series that a model cannot be trained on. */
class TrainerRefusalTest {
    private static final SeriesSet TRAINING = TrainerTest.TRAINING;
    private static final SeriesSet VALIDATION = TrainerTest.VALIDATION;

    @Test
    void train_validationValueBeyondThePrecision_isRefusedWithItsPlace() {
        SeriesBuilder cells = SeriesSet.builder(
                        Precision.DOUBLE, VALIDATION.count(), VALIDATION.steps(), VALIDATION.features())
                .labels(new int[VALIDATION.count()], VALIDATION.classNames());
        for (int c = 0; c < VALIDATION.features(); c++) {
            cells.cell(0, 0, c, 1e300); // infinite in single precision
        }
        SeriesSet huge = cells.build();
        try (TrainedModel model = TrainerTest.model(TestModels.lstm(null, 0))) {
            Trainer trainer =
                    new Trainer(TrainerTest.options(3, 0.05, 4, ClassWeights.NONE, Regime.STANDARD, 1), Progress.NONE);
            assertThatThrownBy(() -> trainer.train(model, TRAINING, huge, null, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("series 0 ('0'), step 0, feature 'f0': the value 1.0E300");
        }
    }

    @Test
    void train_dataThatDoNotFit_areRefused() {
        SeriesSet unlabelled =
                SeriesSet.builder(Precision.SINGLE, 2, 4, TestModels.FEATURES).build();
        SeriesSet narrow = SeriesSet.builder(Precision.SINGLE, 2, 4, 2)
                .labels(new int[] {0, 1}, List.of("a", "b", "c"))
                .build();
        SeriesSet fourClasses = TRAINING.toBuilder()
                .labels(new int[TRAINING.count()], List.of("a", "b", "c", "d"))
                .build();
        SeriesSet oneClass = TRAINING.toBuilder()
                .labels(new int[TRAINING.count()], List.of("a"))
                .build();
        assertRefused(unlabelled, VALIDATION, "training needs labels");
        assertRefused(TRAINING, unlabelled, "validation needs labels");
        assertRefused(narrow, VALIDATION, "5 features");
        assertRefused(TRAINING, narrow, "5 features");
        assertRefused(
                fourClasses,
                VALIDATION,
                "the training series: series '0': class 'a' is not one of the expected classes [0, 1, 2]");
        assertRefused(TRAINING, fourClasses, "the validation series: series '0': class 'a'");
        assertRefused(oneClass, VALIDATION, "the training series: series '0': class 'a'");
    }

    private static void assertRefused(SeriesSet training, SeriesSet validation, String message) {
        try (TrainedModel model = TrainerTest.model(TestModels.lstm(null, 0))) {
            Map<String, Tensor> before = model.weights();
            assertThatThrownBy(() -> new Trainer(TrainerTest.options(1, 1), Progress.NONE)
                            .train(model, training, validation, null, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(message);
            assertThat(model.weights()).isEqualTo(before);
        }
    }

    @Test
    void train_perCellStandardization_validationOfAnotherLengthIsRefused() {
        SeriesSet training = TestModels.equalSeries(Precision.SINGLE, 1, 6, 8);
        SeriesSet validation = TestModels.equalSeries(Precision.SINGLE, 2, 6, 7);
        try (TrainedModel model = TrainedModel.initialize(
                TestModels.describe(TestModels.lstm(null, 0), Standardization.PER_CELL),
                Standardizer.fit(Standardization.PER_CELL, training),
                Precision.SINGLE,
                1)) {
            assertThatThrownBy(() -> new Trainer(TrainerTest.options(1, 1), Progress.NONE)
                            .train(model, training, validation, null, false))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("8 steps", "7");
        }
    }
}
