package io.unfade.fmri.draw;

import io.unfade.fmri.draw.BrainFigure.Row;
import io.unfade.fmri.image.Grid;
import io.unfade.fmri.image.Volume;
import io.unfade.report.draw.Figure;
import io.unfade.report.page.FigureBlock;
import io.unfade.report.page.ReportPage;
import io.unfade.report.page.Section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Made-up brains: an ellipsoid with parcels, a coarse one, and a single slice. */
public final class BrainExamples {
    static final int NX = 30;
    static final int NY = 36;
    static final int NZ = 30;
    static final int PARCELS = 360;

    /** 5 mm, the first axis from right to left. */
    static final double[] AFFINE = {-5, 0, 0, 72.5, 0, 5, 0, -105, 0, 0, 5, -65};

    private static final Grid GRID = new Grid(new int[] {NX, NY, NZ}, AFFINE);

    private static final double[] HALF = {66, 82, 60};
    private static final double[] MIDDLE = {0, -17, 8};

    private static final int[] PARCEL_OF = parcels();

    private BrainExamples() {}

    private static double radius(double[] centre) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double reach = axis == 2 && centre[2] < MIDDLE[2] ? 0.8 * HALF[axis] : HALF[axis];
            sum += Math.pow((centre[axis] - MIDDLE[axis]) / reach, 2);
        }
        return Math.sqrt(sum);
    }

    /** {@return the parcel of each voxel of the outer half of the brain, from 0; -1 elsewhere} */
    private static int[] parcels() {
        Random random = new Random(3);
        double[][] seeds = new double[PARCELS][];
        for (int parcel = 0; parcel < PARCELS; parcel++) {
            do {
                seeds[parcel] = GRID.centre(random.nextInt(NX * NY * NZ));
            } while (!cortex(seeds[parcel]));
        }
        int[] parcels = new int[NX * NY * NZ];
        Arrays.setAll(parcels, i -> {
            double[] at = GRID.centre(i);
            return !cortex(at)
                    ? -1
                    : IntStream.range(0, PARCELS)
                            .reduce(0, (a, b) -> distance(at, seeds[b]) < distance(at, seeds[a]) ? b : a);
        });
        return parcels;
    }

    private static boolean cortex(double[] at) {
        return radius(at) <= 1 && radius(at) > 0.6 && Math.abs(at[0]) > 2;
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
    }

    /** {@return the anatomy: rings of grey with folds} */
    private static Volume anatomy() {
        Random random = new Random(4);
        double[] grey = new double[NX * NY * NZ];
        Arrays.setAll(grey, i -> {
            double[] at = GRID.centre(i);
            double r = radius(at);
            double fold = 80 * Math.sin(at[0] / 7) * Math.sin(at[1] / 8) * Math.sin(at[2] / 6);
            return r > 1 ? 0 : 500 + (r < 0.65 ? 250 : 0) + fold + 40 * random.nextGaussian();
        });
        return new Volume(GRID, grey);
    }

    /** {@return a brain with the values of a function in its parcels} */
    static BrainImage brain(IntToDoubleFunction ofParcel) {
        double[] values = new double[NX * NY * NZ];
        Arrays.setAll(values, i -> PARCEL_OF[i] < 0 ? Double.NaN : ofParcel.applyAsDouble(PARCEL_OF[i]));
        double[] mask = new double[values.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = radius(GRID.centre(i)) <= 1 ? 1 : 0;
        }
        return BrainImage.of(new Volume(GRID, values)).withMask(new Volume(GRID, mask));
    }

    /** {@return saliency of few parcels, proportional to the strength} */
    public static BrainImage saliency(double strength, boolean signed) {
        return brain(parcel -> {
            Random random = new Random(parcel);
            random.nextInt();
            double size = Math.pow(random.nextDouble(), 6) * strength;
            return signed && random.nextBoolean() ? -size : size;
        });
    }

    public static BrainFigure cuts(boolean signed) {
        BrainImage image = saliency(0.02, signed).withBackground(anatomy());
        return BrainFigure.cuts("Saliency while on task", image, BrainScale.of("saliency (logit per SD)", image));
    }

    public static BrainFigure glass(boolean signed) {
        BrainImage image = saliency(0.02, signed);
        return BrainFigure.glass("Saliency in glass", image, BrainScale.of("saliency (logit per SD)", image));
    }

    public static BrainFigure grid() {
        List<Row> rows = new ArrayList<>();
        double[][] strengths = {{0, 0, 0.02}, {0.001, 0.004, 0.02}, {0.03, 0.035, 0.03}};
        List<String> names = List.of("LSTM", "GRU with max-pooling", "LSTM with input-cell attention");
        for (int row = 0; row < names.size(); row++) {
            rows.add(new Row(
                    names.get(row),
                    Arrays.stream(strengths[row])
                            .mapToObj(strength -> saliency(strength, false))
                            .toList()));
        }
        return BrainFigure.grid(
                        "First, middle and last step of a block",
                        "mean absolute saliency (logit per SD)",
                        List.of("first step (0 s)", "middle (15 s)", "last (30 s)"),
                        rows)
                .withScalePerRow();
    }

    /** {@return 6 by 10 by 10 voxels of 25 mm} */
    static BrainImage coarse() {
        double[] affine = {-25, 0, 0, 62.5, 0, 25, 0, -112.5, 0, 0, 25, -112.5};
        double[] values = new double[600];
        double[] grey = new double[600];
        Grid grid = new Grid(new int[] {6, 10, 10}, affine);
        for (int i = 0; i < 600; i++) {
            double[] at = grid.centre(i);
            boolean inside = radius(at) < 1.1;
            values[i] = inside && at[1] < -40 ? Math.sin(i) : Double.NaN;
            grey[i] = inside ? 300 + 200 * radius(at) : 0;
        }
        return BrainImage.of(new Volume(grid, values)).withBackground(new Volume(grid, grey));
    }

    /** {@return 40 by 20 voxels of one slice} */
    public static BrainImage slice() {
        double[] affine = {-3.1, 0, 0, 60.45, 0, 3.75, 0, -35.62, 0, 0, 3.75, 0};
        double[] values = new double[800];
        double[] grey = new double[800];
        Grid grid = new Grid(new int[] {40, 20, 1}, affine);
        for (int i = 0; i < 800; i++) {
            double[] at = grid.centre(i);
            boolean inside = Math.hypot(at[0] / 58, at[1] / 34) < 1;
            values[i] = inside && at[0] > 0 ? Math.exp(-Math.hypot(at[0] - 30, at[1]) / 10) : Double.NaN;
            grey[i] = inside ? 300 + 50 * Math.sin(at[0] / 4) * Math.cos(at[1] / 5) : 0;
        }
        return BrainImage.of(new Volume(grid, values)).withBackground(new Volume(grid, grey));
    }

    public static ReportPage page() {
        BrainImage coarse = coarse();
        BrainImage slice = slice();
        List<Figure> figures = List.of(
                cuts(false),
                cuts(true),
                glass(false),
                glass(true),
                grid(),
                BrainFigure.cuts("Voxels of 25 mm", coarse, BrainScale.of("value (no unit)", coarse)),
                BrainFigure.glass("Voxels of 25 mm in glass", coarse, BrainScale.of("value (no unit)", coarse)),
                BrainFigure.cuts("One slice", slice, BrainScale.of("value (no unit)", slice)),
                BrainFigure.glass("One slice in glass", slice, BrainScale.of("value (no unit)", slice)));
        return new ReportPage(
                "Brains", "", List.of(), List.of(new Section("Brains", "", List.of(new FigureBlock("", figures)))), "");
    }
}
