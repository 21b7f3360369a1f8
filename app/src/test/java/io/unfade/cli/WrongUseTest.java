package io.unfade.cli;

import io.unfade.data.SeriesSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Wrong use and bad input: exit code 2, one line that names the cause, and nothing written. */
class WrongUseTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void makeFiles() throws IOException {
        SeriesSet set = Cli.series();
        Path ok = Cli.write(folder.resolve("ok.npz"), set);
        Cli.write(
                folder.resolve("masked.npz"),
                set.toBuilder().reference(Cli.reference()).build());
        Cli.write(
                folder.resolve("ragged.npz"),
                set.toBuilder().lengths(Cli.lengths()).build());
        Cli.write(
                folder.resolve("wide.npz"), Cli.series(Cli.SERIES, Cli.STEPS, 4).build());
        Cli.write(
                folder.resolve("long.npz"),
                Cli.series(Cli.SERIES, 20, Cli.FEATURES).build());
        Cli.write(
                folder.resolve("few.npz"),
                Cli.series(10, Cli.STEPS, Cli.FEATURES)
                        .reference(Arrays.copyOf(Cli.reference(), 10 * Cli.STEPS * Cli.FEATURES))
                        .build());
        int[] labels = new int[Cli.SERIES];
        Cli.write(
                folder.resolve("one-class.npz"),
                set.toBuilder().labels(labels, List.of("rest")).build());
        labels[5] = 1;
        Cli.write(
                folder.resolve("other-class.npz"),
                set.toBuilder().labels(labels, List.of("rest", "sleep")).build());
        Files.writeString(
                folder.resolve("missing.csv"), "id,time,a,label\ns,0,1,x\ns,1,NaN,x\ns,2,1,x\nr,0,1,y\nr,1,2,y\n");
        Files.writeString(folder.resolve("unlabelled.csv"), "id,time,a,b,c\ns,0,1,2,3\ns,1,2,3,4\n");
        Files.writeString(folder.resolve("text.npz"), "not a zip file");
        for (String name : List.of("empty.npz", "empty.ts", "empty.tsv", "empty.csv", "empty.idx")) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("folder.npz"));
        Files.writeString(Files.createDirectory(folder.resolve("other")).resolve("notes.txt"), "mine");
        Path model = Cli.train(ok, folder.resolve("model"));
        Cli.train(ok, folder.resolve("cells"), "--standardization", "per-cell");
        Cli.succeed("explain", "--model", model, "--data", ok, "--out", folder.resolve("maps.npz"));
        Files.writeString(Files.createDirectory(folder.resolve("broken")).resolve("model.json"), "{");
        Files.writeString(folder.resolve("half.checkpoint"), "x");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                                                                | name a command
            nonsense                                                          | there is no command 'nonsense'
            info                                                              | 'DATA'
            info @ok.npz extra                                                | 'extra' is one argument too many
            info @ok.npz --bogus                                              | there is no option --bogus
            info @none.npz                                                    | none.npz: there is no such file
            info @folder.npz                                                  | folder.npz: is a folder
            info @other                                                       | other: the format is not known
            info @empty.npz                                                   | empty.npz: is not a .npz file
            info @empty.ts                                                    | empty.ts: has no @data line
            info @empty.tsv                                                   | empty.tsv: has no series
            info @empty.csv                                                   | empty.csv: has no header line
            info @empty.idx                                                   | empty.idx: is not in IDX format
            info @text.npz                                                    | text.npz: is not a .npz file
            info @maps.npz                                                    | maps.npz, array 'X': is missing
            info @missing.csv                                                 | missing.csv, id 's', series 0, step 1
            info @missing.csv --missing maybe                                 | refuse, zero, previous, linear, mark
            info @ok.npz --series 5                                           | --series must look like 0:100
            info @ok.npz --series=-3:2                                        | --series must look like 0:100
            info @ok.npz --series 5:5                                         | --series 5:5
            info @ok.npz --series 30:41                                       | the file holds 40 series
            info @ok.npz --series 99999999999999999999:                       | too large
            info @ok.npz --labels @ok.npz                                     | ok.npz: a file of labels can be chosen for IDX and
            info @ok.npz --time-axis sideways                                 | rows, columns
            info @ok.npz --threads 0                                          | --threads must be at least 1
            info @ok.npz --threads 100000                                     | threads must be at most 1024, but was 100000
            info @ok.npz --threads many                                       | '--threads'
            info @ok.npz --seed 1.5                                           | not a whole number
            convert @ok.npz                                                   | '--out=FILE'
            convert @ok.npz --out @new.foo                                    | new.foo: the format is not known
            convert @ok.npz --out @new.idx                                    | new.idx: files of this format are read, but not written
            convert @ok.npz --out @new.tsv                                    | new.tsv
            convert @ok.npz --out @none/new.npz                               | none does not exist
            convert @ok.npz --out @folder.npz                                 | folder.npz is a folder
            convert @ok.npz --out @ok.npz --series 0:5                        | ok.npz is the file that is read
            generate boxes --out @new                                         | there is no data set 'boxes'; there are earlier-box, middle-box
            generate boxes --out @new                                         | ts-TYPE-PROCESS, and with settings of their own task-fmri and planted
            generate plantd --out @new                                        | did you mean planted?
            generate earlier-box --out @ok.npz                                | ok.npz is a file; name a folder
            generate earlier-box --out @ok.npz/new                            | ok.npz is a file; name a folder
            generate earlier-box --out @new --samples 0                       | --samples and --test-samples
            generate earlier-box --out @new --test-samples -1                 | --samples and --test-samples
            generate earlier-box --out @new --start 3                         | --start belongs to moving-box
            generate moving-box --out @new --start 41                         | 0..40
            generate ts-middle-car --out @new --start 3                       | --start belongs to moving-box
            generate ts-middle-car --out @new --shift 2                       | --shift belongs to data sets of boxes
            generate planted --out @new                                       | planted needs --background
            generate planted --out @new --background @ok.npz                    | planted needs --box
            generate planted --out @new --background @ok.npz --box 1:2          | --box must be FROM:TO,FROM:TO
            generate planted --out @new --background @ok.npz --box 5:5,0:1      | steps of a box must rise
            generate planted --out @new --background @ok.npz --box 0:5,0:1 --samples 3 | --samples belongs to other data sets
            generate earlier-box --out @new --box 1:2,3:4                     | --box belongs to planted, not to earlier-box
            generate roving-box-30 --out @new --shift 0                       | --shift must be above 0 and at most 1000
            generate ts-middle --out @new                                     | names are ts-TYPE-PROCESS with TYPE one of
            generate middle-car --out @new                                    | of a benchmark ts-TYPE-PROCESS
            generate middle-box --out @new --variant published                | --variant belongs to ts-TYPE-PROCESS
            generate ts-middle-gaussian --out @new --variant corrected        | gaussian has no corrected form
            generate ts-middle-car --out @new --variant better                | published, corrected
            generate ts-middle-car --out @new --test-samples 0                | --samples and --test-samples
            generate earlier-box --out @new --subjects 8                      | --subjects belongs to task-fmri, not to earlier-box
            generate ts-middle-car --out @new --images                        | --images belongs to task-fmri
            generate task-fmri --out @new --samples 5                         | --samples belongs to other data sets
            generate task-fmri --out @new --start 5                           | --start belongs to other data sets
            generate task-fmri --out @new --subjects 1                        | --subjects must be at least 2
            generate task-fmri --out @new --classes 1                         | a task needs at least 2 classes
            generate task-fmri --out @new --classes 9 --regions 8             | 9 classes that share no region need 9 regions
            generate task-fmri --out @new --effect -1                         | the effect must be in 0..1000
            generate task-fmri --out @new --effect much                       | 'much' is not a number
            generate task-fmri --out @new --regions 1001 --images             | --images needs 2..1000 regions
            train --data @ok.npz                                              | '--out=MODEL'
            train --data @none.npz --out @new                                 | none.npz: there is no such file
            train --data @unlabelled.csv --out @new                           | unlabelled.csv: the series have no labels
            train --data @one-class.npz --out @new                            | one-class.npz: training needs at least 2 classes
            train --data @ok.npz --out @model                                 | model already holds a model; --overwrite
            train --data @ok.npz --out @half                                  | half.checkpoint holds an interrupted training
            train --data @ok.npz --out @half --resume                         | half.checkpoint
            train --data @ok.npz --out @new --resume                          | there is no checkpoint
            train --data @ok.npz --out @other                                 | other holds other files
            train --data @ok.npz --out @other --overwrite                     | other holds other files
            train --data @ok.npz --out @ok.npz                                | ok.npz is a file; name a folder
            train --data @ok.npz --out @none/new                              | none does not exist
            train --data @ok.npz --out / --overwrite                          | --out: / cannot be written
            train --data @ok.npz --out @new --validation 1                    | --validation must be a file or a share
            train --data @ok.npz --out @new --validation -0.1                 | --validation must be a file or a share
            train --data @ok.npz --out @new --validation @none.npz            | none.npz: there is no such file
            train --data @ok.npz --out @new --validation @unlabelled.csv      | unlabelled.csv: the series have no labels
            train --data @ok.npz --out @new --validation @wide.npz            | wide.npz: the model was made for 3 features
            train --data @ok.npz --out @new --validation @other-class.npz     | other-class.npz: series '5': class 'sleep'
            train --data @ok.npz --out @new --validation @long.npz --standardization per-cell | long.npz: per-cell
            train --data @ragged.npz --out @new --standardization per-cell    | use per-feature
            train --data @ok.npz --out @new --standardization both            | standardization
            train --data @ok.npz --out @new --split group                     | needs groups
            train --data @ok.npz --out @new --split by-hand                   | auto, stratified, group, random
            train --data @ok.npz --out @new --series 0:1                      | training needs at least 2 classes
            train --data @ok.npz --out @new --cell transformer                | lstm, gru, rnn
            train --data @ok.npz --out @new --attention self                  | 'self' is not one of input-cell, none
            train --data @ok.npz --out @new --attention none --hops 3         | --hops has no meaning with --attention none; omit it
            train --data @ok.npz --out @new --attention none --hop-pooling concat | --hop-pooling has no meaning with --attention none
            train --data @ok.npz --out @new --readout max --readout-width 3   | --readout-width has no meaning without --readout self-attention or --readout conjunctive
            train --data @ok.npz --out @new --calibrate --validation 0        | --calibrate needs validation series, but there are none; give --validation a file
            train --data @ok.npz --out @new --calibrate --regime authors      | --calibrate needs validation series
            train --data @ok.npz --out @new --validation 0 --patience 3       | --patience has no meaning with --validation 0
            train --data @ok.npz --out @new --validation 0 --split random     | --split has no meaning with --validation 0, which holds out no share
            train --data @ok.npz --out @new --validation @ok.npz --split random | ok.npz, which holds out no share
            train --data @ok.npz --out @new --regime authors --clip-norm 2    | --clip-norm has no meaning with --regime authors
            train --data @ok.npz --out @new --validation 0 --patience-steps 9 | --patience-steps has no meaning with --validation 0
            train --data @ok.npz --out @new --regime authors --schedule cosine | --schedule has no meaning with --regime authors
            train --data @ok.npz --out @new --regime authors --steps 100      | --steps has no meaning with --regime authors
            train --data @ok.npz --out @new --regime authors --average-last 0.5 | --average-last has no meaning with --regime authors
            train --data @ok.npz --out @new --regime authors --label-smoothing 0.1 | --label-smoothing has no meaning with --regime authors
            train --data @ok.npz --out @new --regime authors --noise 0.1      | --noise has no meaning with --regime authors
            train --data @ok.npz --out @new --regime authors --adaptive-noise 0.8 | --adaptive-noise has no meaning with --regime authors
            train --data @ok.npz --out @new --adaptive-noise-start 2          | --adaptive-noise-start has no meaning without --adaptive-noise or --preset localise
            tune --data @ok.npz --out @new --adaptive-noise-start 2           | --adaptive-noise-start has no meaning without --adaptive-noise
            train --data @ok.npz --out @new --preset localise --adaptive-noise 0 --adaptive-noise-start 2 | --adaptive-noise-start has no meaning with --adaptive-noise 0
            train --data @ok.npz --out @new --adaptive-noise 0 --adaptive-noise-floor 0.1 | --adaptive-noise-floor has no meaning with --adaptive-noise 0
            train --data @ok.npz --out @new --adaptive-noise 1                | --adaptive-noise must be 0 to below 1, but was 1.0
            train --data @ok.npz --out @new --adaptive-noise 0.8 --adaptive-noise-growth 1 | --adaptive-noise-growth must be above 1 and at most 10, but was 1.0
            train --data @ok.npz --out @new --adaptive-noise 0.8 --adaptive-noise-growth 11 | --adaptive-noise-growth must be above 1 and at most 10, but was 11.0
            train --data @ok.npz --out @new --adaptive-noise 0.8 --adaptive-noise-floor 0 | --adaptive-noise-floor must be above 0
            train --data @ok.npz --out @new --adaptive-noise 0.8 --adaptive-noise-start 0.01 | --adaptive-noise-start must be from --adaptive-noise-floor 0.05 to 1000.0
            train --data @ok.npz --out @new --regime authors --saliency-guided 0.5 | --saliency-guided has no meaning with --regime authors
            train --data @ok.npz --out @new --saliency-guided-weight 2        | --saliency-guided-weight has no meaning without --saliency-guided
            train --data @ok.npz --out @new --saliency-guided 1               | --saliency-guided must be 0 to below 1, but was 1.0
            train --data @ok.npz --out @new --saliency-guided 0.5 --saliency-guided-weight 0 | --saliency-guided-weight must be above 0
            train --data @ok.npz --out @new --schedule linear                 | constant, cosine
            train --data @ok.npz --out @new --steps -1                        | --steps must be at least 0, but was -1
            train --data @ok.npz --out @new --warmup 1                        | --warmup must be 0 to below 1, but was 1.0
            train --data @ok.npz --out @new --average-last 1.1                | --average-last must be 0 to 1, but was 1.1
            train --data @ok.npz --out @new --patience-steps -1               | --patience-steps must be at least 0
            train --data @ok.npz --out @new --label-smoothing 1               | --label-smoothing must be 0 to below 1
            train --data @ok.npz --out @new --noise -0.1                      | --noise must be 0 or more, but was -0.1
            train --data @ok.npz --out @new --scale NaN                       | --scale must be 0 or more, but was NaN
            train --data @ok.npz --out @new --shift 1                         | --shift must be 0 to below 1
            train --data @ok.npz --out @new --warp 0.3                        | --warp must be 0 to 0.2, but was 0.3
            train --data @ok.npz --out @new --mix 2                           | --mix must be 0 to 1, but was 2.0
            train --data @ok.npz --out @new --cell-dropout 1                  | --cell-dropout must be 0 to below 1
            train --data @ok.npz --out @new --feature-dropout -1              | --feature-dropout must be 0 to below 1
            train --data @ok.npz --out @new --hop-pooling max                 | concat
            train --data @ok.npz --out @new --clip-values 0                   | --clip-values must be above 0, but was 0.0
            train --data @ok.npz --out @new --clip-values NaN                 | --clip-values must be above 0, but was NaN
            train --data @ok.npz --out @new --differences second              | 'second' is not one of none, added, only
            train --data @ok.npz --out @new --pool 0                          | --pool must be at least 1, but was 0
            train --data @ok.npz --out @new --pool 1000                       | --pool must be at most the steps of the longest series
            train --data @ok.npz --out @new --members 90000000                | GB of memory, but there are
            train --data @ok.npz --out @new --hidden 100000                   | GB of memory, but there are
            train --data @ok.npz --out @new --stem fourier                    | 'fourier' is not one of none, windows, conv, linear
            train --data @ok.npz --out @new --stem none --stem-size 3         | --stem-size has no meaning with --stem none; omit it
            train --data @ok.npz --out @new --preset paper --stem-size 3      | --stem-size has no meaning without --stem
            train --data @ok.npz --out @new --stem linear --stem-stride 3     | --stem-stride has no meaning with --stem linear
            train --data @ok.npz --out @new --stem windows --stem-width 3     | --stem-width has no meaning with --stem windows
            train --data @ok.npz --out @new --stem windows --stem-size 3,3    | --stem-size must be whole numbers, but holds '3,3'
            train --data @ok.npz --out @new --stem conv --stem-size 3+x       | --stem-size must be whole numbers, but holds 'x'
            train --data @ok.npz --out @new --stem conv --stem-size 3,0       | the size of a kernel must be at least 1
            train --data @ok.npz --out @new --stem conv --stem-size 3,3,3,3   | a stem has 1 to 3 layers
            train --data @ok.npz --out @new --stem conv --stem-size 3,3 --stem-stride 2 | --stem-stride needs a number for each of the 2 layers, but has 1
            train --data @ok.npz --out @new --stem conv --stem-width 0        | filters must be at least 1
            train --data @ok.npz --out @new --stem linear --stem-dropout 1    | dropout must be in 0 to below 1
            train --data @ok.npz --out @new --hops 0                          | hops must be at least 1
            train --data @ok.npz --out @new --attention-width 0               | width must be at least 1
            train --data @ok.npz --out @new --attention-positions -1          | --attention-positions must be in 0..
            train --data @ok.npz --out @new --attention-positions 999         | --attention-positions must be in 0..
            train --data @ok.npz --out @new --attention none --attention-positions 2 | --attention-positions has no meaning with --attention none; omit it
            train --data @ok.npz --out @new --hidden -3                       | hidden must be at least 1
            train --data @ok.npz --out @new --layers 0                        | layers must be at least 1
            train --data @ok.npz --out @new --readout first                   | last, last-step, max
            train --data @ok.npz --out @new --readout self-attention --readout-hops 0 | readout
            train --data @ok.npz --out @new --dropout 1                       | dropout must be in 0 to below 1
            train --data @ok.npz --out @new --epochs 0                        | epochs must be at least 1
            train --data @ok.npz --out @new --epochs x                        | '--epochs'
            train --data @ok.npz --out @new --batch-size 0                    | batch size must be at least 1
            train --data @ok.npz --out @new --learning-rate 0                 | learning rate must be positive
            train --data @ok.npz --out @new --learning-rate NaN               | learning rate must be positive
            train --data @ok.npz --out @new --optimizer sgd                   | adam, adamw
            train --data @ok.npz --out @new --weight-decay -1                 | weight decay must be 0 or more
            train --data @ok.npz --out @new --clip-norm -1                    | clip norm must be 0 or more
            train --data @ok.npz --out @new --patience 0                      | patience must be at least 1
            train --data @ok.npz --out @new --class-weights all               | none, balanced
            train --data @ok.npz --out @new --regime mine                     | standard, authors
            benchmark everything                                              | 'everything' is one argument too many
            benchmark --rounds 0                                              | rounds must be at least 1
            benchmark --samples 0                                             | samples must be at least 1
            benchmark --out @none/new.json                                    | none does not exist
            benchmark --out @other                                            | other is a folder
            export --model @model                                             | '--out=NET.onnx'
            export --model @none --out @net.onnx                              | none: there is no such model
            export --model @ok.npz --out @net.onnx                            | --model:
            export --model @broken --out @net.onnx                            | broken/model.json
            export --model @model --out @net.pt                               | --out: the name must end in .onnx
            export --model @model --out @none/net.onnx                        | none does not exist
            evaluate --model @none --data @ok.npz                             | none: there is no such model
            evaluate --model @ok.npz --data @ok.npz                           | is not a model: give a model folder
            evaluate --model @broken --data @ok.npz                           | broken/model.json
            evaluate --model @model --data @unlabelled.csv                    | unlabelled.csv: the series have no labels
            evaluate --model @model --data @wide.npz                          | wide.npz: the model was made for 3 features
            evaluate --model @model --data @other-class.npz                   | other-class.npz: series '5': class 'sleep'
            evaluate --model @cells --data @long.npz                          | long.npz: per-cell
            evaluate --model @model --data @ok.npz --batch-size 0             | --batch-size must be at least 1
            cross-validate --data @unlabelled.csv                             | unlabelled.csv: the series have no labels
            cross-validate --data @one-class.npz                              | one-class.npz: training needs at least 2 classes
            cross-validate --data @ok.npz --folds 1                           | --folds must be at least 2
            cross-validate --data @ok.npz --folds 21                          | class 'rest' has 20 series, which cannot be in each of 21 folds; use at most 20
            cross-validate --data @ok.npz --leave-one-group-out               | needs groups
            cross-validate --data @ok.npz --leave-one-group-out --folds 3     | exclude each other
            cross-validate --data @ok.npz --leave-one-group-out --split random | takes groups apart
            cross-validate --data @ok.npz --repeats 0                         | --repeats must be at least 1
            cross-validate --data @ok.npz --validation 1                      | --validation must be a share
            cross-validate --data @ok.npz --validation @ok.npz                | is not a number
            cross-validate --data @ok.npz --target label                      | --target has no meaning without --saliency
            cross-validate --data @ok.npz --method gradient                   | --method has no meaning without --saliency
            cross-validate --data @ok.npz --saliency @new.txt                 | --saliency: the name must end in .npz
            cross-validate --data @ok.npz --saliency @ok.npz                  | ok.npz is the file that is read
            cross-validate --data @ok.npz --saliency @new.npz --target sleep  | [rest, move], but was 'sleep'
            cross-validate --data @ok.npz --predictions @none/p.csv           | none does not exist
            cross-validate --data @ok.npz --out @ok.npz                       | ok.npz is a file; name a folder
            cross-validate --data @ok.npz --out @other                        | other holds other files
            cross-validate --data @ok.npz --out @none/new                     | none does not exist
            cross-validate --data @ok.npz --regime authors --mix 0.2          | --mix has no meaning with --regime authors
            cross-validate --data @ok.npz --warp 0.5                          | --warp must be 0 to 0.2
            cross-validate --data @ok.npz --regime authors --patience 3       | --patience has no meaning with --regime authors
            tune --data @ok.npz --out @net --budget 10                        | --budget must be a time such as 90s, 10m or 1h, but was '10'
            tune --data @ok.npz --out @net --budget 1m --trials 3             | --budget has no meaning with --trials
            tune --data @ok.npz --out @net --folds 21                         | class 'rest' has 20 series, which cannot be in each of 21 folds; use at most 20
            tune --data @ok.npz --out @net --fixed hiden                      | but was 'hiden'; did you mean hidden?
            tune --data @ok.npz --out @net --resume                           | --resume: there is no search
            tune --data @ok.npz --out @net --regime authors                   | --regime authors ends by training accuracy
            tune --data @ok.npz --out @other                                  | other holds other files
            tune --data @unlabelled.csv --out @net                            | unlabelled.csv: the series have no labels
            explain --model @model --data @ok.npz                             | '--out=S.npz'
            explain --model @model --data @ok.npz --out @new.txt              | --out: the name must end in .npz
            explain --model @model --data @ok.npz --out @ok.npz               | ok.npz is the file that is read
            explain --model @model --data @ok.npz --out @none/new.npz         | none does not exist
            explain --model @model --data @ok.npz --out @new.npz --report @new.npz | --report: the name must end in .html
            explain --model @model --data @ok.npz --out @new.npz --report @none/r.html | none does not exist
            explain --model @model --data @ok.npz --out @new.npz --report-series 3 | --report-series has no meaning without --report
            explain --model @model --data @ok.npz --out @new.npz --method integrated-gradients --set steps=5 --set baseline=zero --set steps=9 | --set steps is given twice
            explain --model @model --data @ok.npz --out @new.npz --set steps  | KEY=VALUE
            explain --model @model --data @ok.npz --out @new.npz --report-series 0 | --report-series must be at least 1
            explain --model @model --data @ok.npz --out @new.npz --target sleep | [rest, move], but was 'sleep'
            explain --model @model --data @ok.npz --out @new.npz --output loss | one of logit, probability
            explain --model @model --data @ok.npz --out @new.npz --method guess | gradient
            explain --model @model --data @unlabelled.csv --out @new.npz --target label | needs labels
            explain --model @model --data @wide.npz --out @new.npz            | wide.npz: the model was made for 3 features
            score --saliency @maps.npz --data @ok.npz                         | ok.npz: has no array 'reference'
            score --saliency @maps.npz --data @few.npz                        | (40, 12, 3), but the data have (10, 12, 3)
            score --saliency @ok.npz --data @masked.npz                       | ok.npz: has no array 'saliency'
            score --saliency @none.npz --data @masked.npz                     | none.npz: there is no such file
            diagnose --model @model --data @wide.npz                          | wide.npz: the model was made for 3 features
            diagnose --model @model --data @ok.npz --jacobian-series 0        | --jacobian-series must be at least 1
            demo --out @new --seeds 0                                         | --seeds must be at least 1
            demo --out @new --epochs 0                                        | --epochs must be at least 1
            demo --out @ok.npz                                                | ok.npz is a file; name a folder
            """)
    void run_wrongUse_saysOneLineAndWritesNothing(String command, String message) throws IOException {
        List<String> before = Cli.listing(folder);
        Cli.Outcome outcome = Cli.run(arguments(command));
        assertThat(outcome.err())
                .startsWith("unfade: ")
                .containsOnlyOnce("\n")
                .endsWith("\n")
                .contains(message);
        assertThat(outcome.err()).doesNotContain("Exception", "java.", "null");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(Cli.listing(folder)).isEqualTo(before);
    }

    @Test
    void run_wrongUseWithStackTrace_showsWhere() {
        Cli.Outcome outcome = Cli.run("info", folder.resolve("none.npz"), "--stacktrace");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no such file", "\tat io.unfade.");
    }

    @Test
    void train_intoTheFolderOfTheShell_isRefused(@TempDir Path shell) throws Exception {
        // a separate process: if this were accepted, its working folder would be replaced
        Process process = Child.in(shell, "train", "--data", folder.resolve("ok.npz"), "--out", ".", Cli.SMALL);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(err).contains("is the folder you are in; name another one");
        assertThat(Cli.listing(shell)).containsExactly("");
    }

    @Test
    void run_refused_leavesInputAsItWas() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("ok.npz"));
        Cli.run(arguments("explain --model @model --data @ok.npz --out @ok.npz"));
        Cli.run(arguments("convert @ok.npz --out @ok.npz --series 0:5"));
        assertThat(folder.resolve("ok.npz")).hasBinaryContent(before);
    }

    /** {@return the words of a command; @ is replaced by the folder of the files} */
    private static Object[] arguments(String command) {
        return Stream.of(command.strip().split(" +"))
                .filter(word -> !word.isEmpty())
                .map(word ->
                        word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word)
                .toArray();
    }
}
