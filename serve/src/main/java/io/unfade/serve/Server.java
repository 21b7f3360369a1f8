package io.unfade.serve;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.unfade.serve.api.AboutRoutes;
import io.unfade.serve.api.ArrayRoutes;
import io.unfade.serve.api.BrainRoutes;
import io.unfade.serve.api.CommandRoutes;
import io.unfade.serve.api.DescriptionRoutes;
import io.unfade.serve.api.EventStreams;
import io.unfade.serve.api.ExampleRoutes;
import io.unfade.serve.api.FileRoutes;
import io.unfade.serve.api.JobRoutes;
import io.unfade.serve.api.ModelRoutes;
import io.unfade.serve.api.ServiceRoutes;
import io.unfade.serve.api.StreamRoutes;
import io.unfade.serve.api.WorkspaceRoutes;
import io.unfade.serve.brain.Brains;
import io.unfade.serve.form.RequestPaths;
import io.unfade.serve.http.Failures;
import io.unfade.serve.http.Guard;
import io.unfade.serve.http.PageFiles;
import io.unfade.serve.http.RequestCounts;
import io.unfade.serve.job.Jobs;
import io.unfade.serve.model.ModelDesk;
import io.unfade.serve.workspace.Contents;
import io.unfade.serve.workspace.Examples;
import io.unfade.serve.workspace.Items;
import io.unfade.serve.workspace.Workspace;

import java.io.IOException;
import java.util.List;

/** A running server; closing it ends what it does in an orderly way. */
public final class Server implements AutoCloseable {
    private static final long LARGEST_BODY = 64L << 20;

    private final ServerSettings settings;
    private final Workspace workspace;
    private final Contents contents;
    private final EventStreams streams = new EventStreams();
    private final DescriptionRoutes description = new DescriptionRoutes();
    private final RequestCounts counts = new RequestCounts();
    private final Jobs jobs;
    private final ModelDesk desk;
    private final Javalin javalin;

    private Server(ServerSettings settings) throws IOException {
        this.settings = settings;
        PageFiles page = new PageFiles();
        workspace = new Workspace(settings.folder());
        contents = new Contents(workspace);
        jobs = new Jobs(workspace);
        workspace.onChange(jobs::itemsChanged);
        desk = new ModelDesk(workspace);
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
            if (e.getCause() instanceof IOException cause) { // a BindException, or one around it
                throw new IllegalArgumentException(
                        "nothing can be served at " + settings.address() + ", port " + settings.port() + " ("
                                + cause.getMessage()
                                + "): it is in use or not allowed; choose another port, or 0 for any"
                                + " that is free",
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
        config.jetty.modifyWebSocketServletFactory(factory -> {
            factory.setMaxTextMessageSize(StreamRoutes.LONGEST_MESSAGE);
            factory.setIdleTimeout(StreamRoutes.IDLE);
        });
        config.http.prefer405over404 = true;
        boolean local = ServerSettings.isLoopback(settings.address());
        new Guard(settings.token(), local, this::port).before(config.routes);
        new Failures(workspace::shown).answer(config);
        counts.count(config);
        if (!settings.headless()) {
            page.serve(config.routes);
        }
        new WorkspaceRoutes(workspace, contents, settings.uploadLimit()).add(config.routes);
        new FileRoutes(workspace).add(config.routes);
        new ArrayRoutes(contents).add(config.routes);
        new BrainRoutes(new Brains(workspace, new Items(workspace))).add(config.routes);
        new CommandRoutes(new RequestPaths(workspace)).add(config.routes);
        new JobRoutes(jobs, streams).add(config.routes);
        new ModelRoutes(new Items(workspace), desk).add(config.routes);
        new StreamRoutes(desk, workspace::shown).add(config.routes);
        new ServiceRoutes(new Items(workspace), jobs, desk, counts).add(config.routes);
        description.add(config.routes);
        new ExampleRoutes(new Examples(workspace), jobs).add(config.routes);
        new AboutRoutes(workspace, settings.token() != null, settings.uploadLimit()).add(config.routes);
    }

    /** {@return method and path of each route, such as {@code GET /api/v1/jobs/{id}}} */
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.method.name() + " " + handler.endpoint.path)
                .toList();
    }

    /** {@return the port that it listens at} */
    public int port() {
        return javalin.port();
    }

    /** {@return the address of the page; as this machine knows it, if the server listens at every address} */
    public String address() {
        String listens = settings.address();
        String name = ServerSettings.isEveryAddress(listens) ? "localhost" : listens;
        name = name.contains(":") ? "[" + name + "]" : name;
        return "http://" + name + ":" + port() + "/";
    }

    @Override
    public void close() {
        jobs.close(); // first: it ends the streams of events, which a server that stops waits for
        javalin.stop();
        desk.close();
        contents.close();
    }
}
