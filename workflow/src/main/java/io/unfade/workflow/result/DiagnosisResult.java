package io.unfade.workflow.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.vanishing.Diagnosis;
import io.unfade.vanishing.Fading;

import java.util.Locale;

/**
 * A diagnosis as JSON and text.
 *
 * @param diagnosis the diagnosis
 */
public record DiagnosisResult(Diagnosis diagnosis) {
    private static final int PARTS = 10;
    private static final int BAR = 40;

    /** {@return the diagnosis for programs} */
    public ObjectNode json() {
        Fading fading = diagnosis.fading();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("verdict", fading.verdict().label());
        json.put("rule", Fading.rule());
        json.put("series", fading.count());
        json.put("seriesWithoutSaliency", fading.zeroCount());
        JsonNumbers.put(json, "shareInLast10Percent", fading.shareInLast(Fading.LAST_TENTH));
        JsonNumbers.put(json, "uniformShareInLast10Percent", fading.uniformShareInLast(Fading.LAST_TENTH));
        JsonNumbers.put(json, "halfLifeSteps", fading.halfLife());
        JsonNumbers.put(json, "saliencyShareByRelativeTime", diagnosis.profile());
        JsonNumbers.put(json, "saliencyShareByTenth", fading.profile(PARTS));
        Diagnosis.Memory memory = diagnosis.memory();
        if (memory == null) {
            json.putNull("hiddenStateJacobian");
            return json;
        }
        ObjectNode jacobian = json.putObject("hiddenStateJacobian");
        jacobian.put("series", memory.series());
        JsonNumbers.put(jacobian, "spectralNormByStepsBeforeEnd", memory.spectral());
        JsonNumbers.put(jacobian, "frobeniusNormByStepsBeforeEnd", memory.frobenius());
        return json;
    }

    /** {@return the diagnosis for people} */
    public String text() {
        Fading fading = diagnosis.fading();
        StringBuilder text = new StringBuilder();
        text.append("Verdict: the saliency ").append(verdict(fading)).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "Share of saliency in the last 10 %% of steps: %s (a uniform map has %s)%n",
                Text.number(fading.shareInLast(Fading.LAST_TENTH)),
                Text.number(fading.uniformShareInLast(Fading.LAST_TENTH))));
        text.append(String.format(
                Locale.ROOT,
                "Half-life: the last %s steps hold half of the saliency (median of %d series)%n",
                Text.fixed(fading.halfLife(), 0),
                fading.count()));
        text.append("Rule: ").append(Fading.rule()).append("\n\n");
        text.append(profileTable()).append('\n');
        return text.append(
                        diagnosis.memory() == null
                                ? "The model exposes no recurrent layers, so there is no diagnosis of its hidden states\n"
                                : memoryTable(diagnosis.memory()))
                .toString();
    }

    private static String verdict(Fading fading) {
        return fading.verdict() == Fading.Verdict.UNKNOWN
                ? "cannot be said to fade or not"
                : fading.verdict().label();
    }

    private String profileTable() {
        double[] profile = diagnosis.fading().profile(PARTS);
        Text.Table table = new Text.Table("Time, % of the series", "Saliency share", "");
        for (int part = 0; part < PARTS; part++) {
            int width = Double.isNaN(profile[part]) ? 0 : (int) Math.round(profile[part] * BAR);
            table.row(
                    part * 100 / PARTS + " to " + (part + 1) * 100 / PARTS,
                    Text.number(profile[part]),
                    "#".repeat(width));
        }
        return table.toString();
    }

    private static String memoryTable(Diagnosis.Memory memory) {
        Text.Table table = new Text.Table("Steps before the end", "|dh_T/dh_t|, spectral", "Frobenius");
        double[] spectral = memory.spectral();
        for (int distance = 0; distance < spectral.length; distance = next(distance)) {
            table.row(
                    Integer.toString(distance),
                    String.format(Locale.ROOT, "%.3e", spectral[distance]),
                    String.format(Locale.ROOT, "%.3e", memory.frobenius()[distance]));
        }
        return table.toString();
    }

    /** 0, 1, 2, 5, 10, 20, 50, ... */
    private static int next(int distance) {
        if (distance == 0) {
            return 1;
        }
        int magnitude = (int) Math.pow(10, Math.floor(Math.log10(distance)));
        return distance / magnitude == 2 ? 5 * magnitude : 2 * distance;
    }
}
