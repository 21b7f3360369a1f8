package io.unfade.serve.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.unfade.serve.http.Refusal;
import io.unfade.serve.workspace.Workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files as they are: to be kept, or, of some kinds, to be seen. What is seen was perhaps written by a stranger: it runs no
 * scripts, loads nothing, and is of no origin; its links to pictures save them.
 */
public final class FileRoutes {
    private static final String SANDBOX =
            "sandbox allow-downloads; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; "
                    + "font-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
    private static final Map<String, String> SEEN = Map.of(
            "html", "text/html; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "json", "application/json",
            "csv", "text/plain; charset=utf-8",
            "tsv", "text/plain; charset=utf-8",
            "txt", "text/plain; charset=utf-8");
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

    private final Workspace workspace;

    public FileRoutes(Workspace workspace) {
        this.workspace = workspace;
    }

    public void add(RoutesConfig routes) {
        routes.get("/api/v1/files/<name>", this::get);
    }

    private void get(Context context) throws IOException {
        String name = context.pathParam("name");
        Path file = workspace.existing(name);
        if (!Files.isRegularFile(file)) {
            throw new Refusal(HttpStatus.NOT_FOUND, name + ": is a folder, not a file");
        }
        String last = name.substring(name.lastIndexOf('/') + 1);
        String type = SEEN.get(last.substring(last.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (Answers.optional(context, "view") == null) {
            context.header("Content-Disposition", "attachment; filename=\"" + last + "\"");
            context.contentType("application/octet-stream");
        } else if (type == null) {
            throw new Refusal(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, name + ": files of this kind can be kept, not be seen");
        } else {
            context.header("Content-Security-Policy", SANDBOX);
            context.contentType(type);
        }
        context.header("Cache-Control", "no-cache").header("Accept-Ranges", "bytes");
        context.disableCompression();
        send(context, file);
    }

    /** Sends a file, or the one range of it that is asked for. */
    private static void send(Context context, Path file) throws IOException {
        long size = Files.size(file);
        String asked = context.header("Range");
        Matcher range = RANGE.matcher(asked == null ? "" : asked);
        long from = 0;
        long to = size - 1;
        if (range.matches()) {
            from = Long.parseLong(range.group(1));
            to = range.group(2).isEmpty() ? to : Math.min(to, Long.parseLong(range.group(2)));
            if (from > to) {
                context.header("Content-Range", "bytes */" + size);
                throw new Refusal(HttpStatus.RANGE_NOT_SATISFIABLE, "the file has only " + size + " bytes");
            }
            context.status(HttpStatus.PARTIAL_CONTENT);
            context.header("Content-Range", "bytes " + from + "-" + to + "/" + size);
        }
        InputStream in = Files.newInputStream(file);
        try {
            in.skipNBytes(from);
        } catch (IOException e) {
            in.close();
            throw e;
        }
        context.result(new Part(in, to - from + 1)); // closed once it is sent
        context.header("Content-Length", Long.toString(to - from + 1));
    }

    /** The first bytes of a stream. */
    private static final class Part extends InputStream {
        private final InputStream in;
        private long left;

        Part(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            if (left <= 0) {
                return -1;
            }
            left--;
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int got = in.read(target, offset, (int) Math.min(count, left));
            left -= Math.max(0, got);
            return got;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
