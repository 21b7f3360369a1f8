package io.unfade.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.attribution.Attribution;
import io.unfade.attribution.Explainer;
import io.unfade.attribution.Extent;
import io.unfade.attribution.catalog.Attributions;
import io.unfade.baseline.SeriesVectors;
import io.unfade.check.AtomicFile;
import io.unfade.check.Message;
import io.unfade.check.Progress;
import io.unfade.data.Fingerprint;
import io.unfade.data.SeriesSet;
import io.unfade.model.DifferentiableModel;
import io.unfade.model.Model;
import io.unfade.model.Provenance;
import io.unfade.model.TrainedModel;
import io.unfade.piece.Piece;
import io.unfade.piece.PieceRun;
import io.unfade.piece.PieceStore;
import io.unfade.report.page.HtmlReport;
import io.unfade.report.page.ReportPage;
import io.unfade.workflow.audit.AuditPlan;
import io.unfade.workflow.audit.AuditReport;
import io.unfade.workflow.audit.AuditResult;
import io.unfade.workflow.audit.AuditSeries;
import io.unfade.workflow.audit.Deadline;
import io.unfade.workflow.audit.section.AuditSubject;
import io.unfade.workflow.audit.section.MapKind;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.base.Result;
import io.unfade.workflow.base.Writings;
import io.unfade.workflow.option.TargetChoice;
import io.unfade.workflow.page.AuditPage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** One audit: which maps it looks at, its pieces, and what is written. */
final class AuditRun {
    static final String FOLDER = "measured";

    /** The share of the time for measurements; the rest is for what follows from them, and the page. */
    private static final double MEASURING = 0.9;

    private final Audit audit;
    private final Model model;
    private final AuditSeries series;
    private final AuditSubject subject;
    private final AuditPlan plan;

    AuditRun(Audit audit, Model model, AuditSeries series) {
        this.audit = audit;
        this.model = model;
        this.series = series;
        TargetChoice asked = audit.target();
        boolean open = asked.method() == null && !(model instanceof DifferentiableModel);
        TargetChoice what = (open ? asked.also("occlusion") : asked).orUsual(model.noiseLevel() > 0);
        what.checkGiven(model.signature());
        List<String> classes = model.signature().allClassNames();
        Explainer.Request request = new Explainer.Request(
                what.of(classes),
                what.contrast(classes),
                what.output(),
                audit.batchSize(),
                audit.seed(),
                series.training());
        subject = new AuditSubject(model, series.explained(), series.all(), series.training(), kinds(what), request);
        plan = new AuditPlan(subject);
    }

    private List<MapKind> kinds(TargetChoice what) {
        List<MapKind> kinds = new ArrayList<>();
        add(kinds, what);
        for (String other : Objects.requireNonNullElse(audit.also(), List.<String>of())) {
            add(kinds, what.also(other).orUsual(model.noiseLevel() > 0));
        }
        Attribution main = kinds.get(0).method();
        for (String control : List.of("random", "time-profile", "input-magnitude")) {
            kinds.add(new MapKind(control, Attributions.of(control, Map.of()), false));
        }
        if (model instanceof TrainedModel) {
            kinds.add(new MapKind("untrained network", main, true));
        }
        if (series.training() != null) {
            kinds.add(withoutModel());
        }
        return kinds;
    }

    private void add(List<MapKind> kinds, TargetChoice choice) {
        Attribution method = choice.attribution();
        Explainer.check(model, method, choice.output());
        method.check(Extent.of(series.explained()));
        if (method.isControl()) {
            throw BadRequest.of(
                    "%s is a control, which every audit has; name methods",
                    method.kind().key());
        }
        if (method.needsBackground() && series.training() == null) {
            throw BadRequest.of(
                    "%s needs series of the training distribution; give {reference}, or labelled {data}",
                    method.kind().key());
        }
        String options = String.join(
                " ", choice.set().entrySet().stream().map(Object::toString).toList());
        String name = options.isEmpty() ? method.kind().key() : method.kind().key() + " " + options;
        if (kinds.stream().anyMatch(kind -> kind.method().equals(method))) {
            throw BadRequest.of(
                    "{also}: '%s' is audited already, as the main method or by another {also}; omit it", name);
        }
        kinds.add(new MapKind(name, method, false));
    }

    /** {@return the linear classifier of the training series, or, where these differ in length or are too many for it, the
     * differences of their class means} */
    private MapKind withoutModel() {
        SeriesSet training = Objects.requireNonNull(series.training());
        boolean linear = training.equalLengths()
                && series.explained().equalLengths()
                && training.steps() == series.explained().steps()
                && SeriesVectors.areFew(training.count(), (long) training.steps() * training.features());
        String key = linear ? "linear-discriminant" : "mean-difference";
        return new MapKind(key, Attributions.of(key, Map.of("map", "weights")), false);
    }

    /** {@return the work, and the folder that it is kept in} */
    private PieceRun pieces(List<Piece> pieces) throws IOException {
        PieceStore store;
        try {
            store = PieceStore.open(audit.out().resolve(FOLDER), settings());
        } catch (IllegalArgumentException e) {
            throw BadRequest.in("out", "%s", String.valueOf(e.getMessage()));
        }
        return new PieceRun(pieces, store);
    }

    private ObjectNode settings() {
        ObjectNode settings = RequestJson.newObject();
        settings.put("model", model.fileHash().orElse(""));
        settings.put("layout", String.valueOf(audit.modelLayout()));
        settings.put("data", Fingerprint.of(series.all()));
        settings.put("groups", Fingerprint.ofGroups(series.all()));
        SeriesSet training = series.training();
        settings.put("training", training == null ? "" : Fingerprint.of(training));
        settings.put("trainingGroups", training == null ? "" : Fingerprint.ofGroups(training));
        settings.put("target", audit.target().target());
        settings.put("contrast", String.valueOf(audit.target().contrast()));
        return plan.settings(settings);
    }

    /** {@return the names of the pieces that are left: work that can be spread over processes} */
    List<String> left() throws IOException {
        return pieces(plan.pieces()).left().stream().map(Piece::key).toList();
    }

    /** Computes one piece, and keeps it. */
    void compute(String key, Progress progress) throws IOException {
        for (Piece piece : plan.pieces()) {
            if (piece.key().equals(key)) {
                pieces(List.of(piece)).compute(piece, progress);
            }
        }
    }

    Result<AuditReport> run(long start, double seconds, Progress progress) throws IOException {
        PieceRun pieces = pieces(plan.guarded());
        progress.begin("Auditing " + series.explained().count() + " series");
        Deadline deadline = new Deadline(MEASURING * seconds, () -> 1e-9 * (System.nanoTime() - start));
        try {
            pieces.compute("Audit", deadline, progress);
        } catch (IllegalStateException e) {
            if (e.getCause()
                    instanceof IllegalArgumentException wrong) { // of the main method, such as a wrong contrast
                throw BadRequest.of("%s: %s", audit.data(), String.valueOf(wrong.getMessage()));
            }
            throw e;
        }
        AuditReport report = plan.report(pieces.records(), notes(deadline), origin());
        return written(report);
    }

    /** {@return the model, the series and the program, in words} */
    private String origin() {
        SeriesSet explained = series.explained();
        SeriesSet training = series.training();
        return String.format(
                Locale.ROOT,
                "the model %s for %d series of %s, of up to %d steps and %d features, %s, by unfade %s with seed %d",
                audit.model().getFileName(),
                explained.count(),
                audit.data().getFileName(),
                explained.steps(),
                explained.features(),
                training == null
                        ? "without training series"
                        : audit.reference() == null
                                ? "with " + training.count() + " other series of this file to train with"
                                : "with " + training.count() + " training series",
                Provenance.version(),
                audit.seed());
    }

    private List<String> notes(Deadline deadline) {
        List<String> notes = new ArrayList<>();
        int known = series.known();
        if (known > 0) {
            notes.add(known + " of the " + series.explained().count()
                    + " explained series are training series, too: the model has seen them, and so have the models that are"
                    + " trained again.");
        }
        if (audit.target().contrast() != null) {
            notes.add(
                    "The output of another class is subtracted. Where it is the second one, other networks may have another"
                            + " second class, which makes their maps less alike.");
        }
        if (audit.reference() == null && series.training() != null) {
            notes.add("No training series of the model were given: two thirds of "
                    + audit.data().getFileName()
                    + " took their place. Networks that are trained again learn from these, and from fewer series than the model may"
                    + " have. If the model has learnt from this file, it has seen the explained series.");
        }
        List<String> givenUp = deadline.givenUp(plan.failed());
        if (!givenUp.isEmpty()) {
            notes.add("Begun, but not done in the time: " + String.join(", ", givenUp)
                    + ". What is longer than the whole time needs more of it.");
        }
        return notes;
    }

    private Result<AuditReport> written(AuditReport report) {
        AuditResult result = new AuditResult(report);
        ObjectNode json = RequestJson.newObject();
        json.put("model", audit.model().toString());
        json.put("data", audit.data().toString());
        json.put(
                "reference",
                audit.reference() == null ? null : audit.reference().toString());
        json.put("explainedSeries", series.explained().count());
        json.put(
                "trainingSeries",
                series.training() == null ? 0 : series.training().count());
        json.put("budget", audit.budget());
        json.setAll(result.json());
        ObjectNode kept = json.deepCopy();
        kept.set("request", audit.toJson());
        Path page = audit.out().resolve(Audit.REPORT);
        Path file = audit.out().resolve(Audit.JSON);
        Path numbers = audit.out().resolve(Audit.NUMBERS);
        Writings writings = new Writings();
        writings.write("Wrote the report to " + page, () -> HtmlReport.write(page(report), page));
        writings.write("Wrote every number to " + file + " and " + numbers, () -> {
            AtomicFile.write(file, out -> out.write(Json.MAPPER.writeValueAsBytes(kept)));
            result.writeNumbers(numbers);
        });
        json.put("report", writings.failure() != null ? null : page.toString());
        return new Result<>(
                audit,
                report,
                json,
                Message.text(result.text() + writings.text().strip()),
                false,
                writings.failure());
    }

    private ReportPage page(AuditReport report) {
        return new AuditPage(
                        report,
                        String.valueOf(audit.model().getFileName()),
                        String.valueOf(audit.data().getFileName()),
                        audit.budget())
                .page();
    }
}
