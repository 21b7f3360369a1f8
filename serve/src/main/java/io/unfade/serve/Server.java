package io.unfade.serve;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.unfade.serve.api.CommandRoutes;
import io.unfade.serve.api.EventStreams;
import io.unfade.serve.api.JobRoutes;
import io.unfade.serve.form.ItemPlaces;
import io.unfade.serve.form.RequestPaths;
import io.unfade.serve.http.Failures;
import io.unfade.serve.http.Guard;
import io.unfade.serve.http.PageFiles;
import io.unfade.serve.job.Jobs;

import java.io.IOException;
import java.net.BindException;

/** A running server; closing it ends what it does in an orderly way. */
public final class Server implements AutoCloseable {
    private static final long LARGEST_BODY = 64L << 20;

    private final ServerSettings settings;
    private final EventStreams streams = new EventStreams();
    private final Jobs jobs;
    private final Javalin javalin;

    private Server(ServerSettings settings) throws IOException {
        this.settings = settings;
        PageFiles page = new PageFiles();
        ItemPlaces places = new ItemPlaces(settings.folder());
        jobs = new Jobs(settings.folder(), places::of, this::shown);
        javalin = Javalin.create(config -> configure(config, page));
    }

    /**
     * Starts to serve.
     *
     * @throws IllegalArgumentException if the port is in use
     */
    public static Server start(ServerSettings settings) throws IOException {
        Server server = new Server(settings);
        try {
            server.javalin.start();
            return server;
        } catch (RuntimeException e) {
            server.close();
            if (e.getCause() instanceof BindException || e.getCause() instanceof IOException) {
                throw new IllegalArgumentException(
                        "nothing can be served at " + settings.address() + ", port " + settings.port() + ": "
                                + String.valueOf(e.getCause().getMessage()),
                        e);
            }
            throw e;
        }
    }

    private void configure(JavalinConfig config, PageFiles page) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.host = settings.address();
        config.jetty.port = settings.port();
        config.http.maxRequestSize = LARGEST_BODY;
        config.http.prefer405over404 = true;
        boolean local = ServerSettings.isLoopback(settings.address());
        new Guard(settings.token(), local, this::port).before(config.routes);
        new Failures(this::shown).answer(config.routes);
        page.serve(config.routes);
        new CommandRoutes(new RequestPaths(new ItemPlaces(settings.folder())::of)).add(config.routes);
        new JobRoutes(jobs, streams).add(config.routes);
    }

    /** {@return a message without the place of the workspace on this machine} */
    private String shown(String message) {
        String folder = settings.folder().toString();
        return folder.isEmpty()
                ? message
                : message.replace(folder + settings.folder().getFileSystem().getSeparator(), "");
    }

    /** {@return the port that it listens at} */
    public int port() {
        return javalin.port();
    }

    /** {@return the address of the page} */
    public String address() {
        String name = settings.address().contains(":") ? "[" + settings.address() + "]" : settings.address();
        return "http://" + name + ":" + port() + "/";
    }

    @Override
    public void close() {
        jobs.close();
        javalin.stop();
    }
}
