package io.unfade.serve.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.engine.EngineRuntime;
import io.unfade.serve.http.RequestCounts;
import io.unfade.serve.job.JobState;
import io.unfade.serve.job.Jobs;
import io.unfade.serve.model.ModelDesk;
import io.unfade.serve.workspace.Items;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** What those who run the server ask: whether it lives, whether it can answer, how much it does. No names of files. */
public final class ServiceRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRoutes.class);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Items items;
    private final Jobs jobs;
    private final ModelDesk desk;
    private final RequestCounts counts;
    private volatile boolean started;

    public ServiceRoutes(Items items, Jobs jobs, ModelDesk desk, RequestCounts counts) {
        this.items = items;
        this.jobs = jobs;
        this.desk = desk;
        this.counts = counts;
    }

    /** Adds the routes, and starts the engine meanwhile, which takes seconds. */
    public void add(RoutesConfig routes) {
        Thread thread = new Thread(this::startEngine, "unfade-start");
        thread.setDaemon(true);
        thread.start();
        routes.get("/health", context -> context.contentType(TEXT).result("ok"));
        routes.get("/ready", this::ready);
        routes.get("/metrics", context -> context.contentType(METRICS).result(metrics()));
    }

    private void startEngine() {
        try {
            started = !EngineRuntime.version().isEmpty(); // which starts it
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the engine does not start", e);
        }
    }

    private void ready(Context context) {
        String problem = started ? null : "the engine has not started";
        try {
            items.list();
        } catch (IOException e) {
            problem = "the folder cannot be read";
        }
        context.status(problem == null ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(TEXT)
                .result(problem == null ? "ready" : problem);
    }

    private String metrics() {
        StringBuilder text = new StringBuilder();
        counts.write(text);
        gauge(text, "unfade_jobs_waiting", "Jobs in the queue.", jobs.waiting());
        Map<JobState, Integer> states = new EnumMap<>(JobState.class);
        jobs.all().forEach(job -> states.merge(job.state(), 1, Integer::sum));
        text.append("# HELP unfade_jobs Jobs that are known, by state.\n# TYPE unfade_jobs gauge\n");
        for (JobState state : JobState.values()) {
            text.append("unfade_jobs{state=\"").append(state.key()).append("\"} ");
            text.append(states.getOrDefault(state, 0)).append('\n');
        }
        gauge(text, "unfade_models_open", "Models in memory.", desk.open());
        gauge(text, "unfade_questions_waiting", "Questions to models that wait.", desk.waiting());
        Runtime runtime = Runtime.getRuntime();
        gauge(text, "unfade_heap_bytes", "Java heap in use.", runtime.totalMemory() - runtime.freeMemory());
        long resident = resident();
        if (resident > 0) {
            gauge(text, "process_resident_memory_bytes", "Memory of the process.", resident);
        }
        return text.toString();
    }

    private static void gauge(StringBuilder text, String name, String help, long value) {
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help)
                .append("\n# TYPE ")
                .append(name);
        text.append(" gauge\n").append(name).append(' ').append(value).append('\n');
    }

    /** {@return the bytes of memory that the process has, where the system tells; else 0} */
    private static long resident() {
        try {
            return Files.readAllLines(STATUS, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
