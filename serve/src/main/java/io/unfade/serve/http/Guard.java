package io.unfade.serve.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Lets through what comes from the page itself or from a program that may ask, also of WebSockets.
 *
 * <p>A page of another origin that a browser shows at the same time must not reach the server: by a name of its own that it
 * made point here, which the header Host gives away, or by a request across origins, which Origin does.
 */
public final class Guard {
    private static final String COOKIE = "unfade";
    private static final String BEARER = "Bearer ";
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
            + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final Set<String> OPEN = Set.of("/", "/favicon.ico", "/health", "/ready", "/api", "/openapi.yaml");

    private final @Nullable String token;
    private final boolean local;
    private final IntSupplier port;

    /**
     * @param token that requests must show; null for none
     * @param local whether only names of this machine are right
     * @param port of the server, known once it runs
     */
    public Guard(@Nullable String token, boolean local, IntSupplier port) {
        this.token = token;
        this.local = local;
        this.port = port;
    }

    /** Puts the guard before all routes. */
    public void before(RoutesConfig routes) {
        routes.before(this::check);
        routes.wsBeforeUpgrade("/*", this::check);
        routes.post("/api/v1/session", this::remember);
    }

    private void check(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        String host = context.header("Host");
        if (host == null || (local && !isOwn(host))) {
            throw new Refusal(HttpStatus.MISDIRECTED_REQUEST, "this server is not at " + host);
        }
        String origin = context.header("Origin");
        if (origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            throw new Refusal(HttpStatus.FORBIDDEN, "pages of " + origin + " may not use this server");
        }
        if (token != null && !isOpen(context.path()) && !showsToken(context)) {
            context.header("WWW-Authenticate", "Bearer");
            throw new Refusal(
                    HttpStatus.UNAUTHORIZED,
                    "show the token that the server printed when it started, as a bearer token");
        }
    }

    /** {@return whether a path holds nothing of the folder or of what is done with it; any other needs the token} */
    private static boolean isOpen(String path) {
        return OPEN.contains(path) || path.startsWith("/web/") || path.startsWith("/lib/");
    }

    private boolean isOwn(String host) {
        int colon = host.lastIndexOf(':');
        boolean named = colon > host.lastIndexOf(']');
        String name = named ? host.substring(0, colon) : host;
        String number = named ? host.substring(colon + 1) : "80";
        return NAMES.contains(name) && number.equals(String.valueOf(port.getAsInt()));
    }

    private boolean showsToken(Context context) {
        String header = context.header("Authorization");
        String shown = header != null && header.startsWith(BEARER)
                ? header.substring(BEARER.length())
                : context.cookie(COOKIE);
        return shown != null && isToken(shown);
    }

    private boolean isToken(String shown) {
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives the page a cookie, since a browser shows no header when it opens a WebSocket or a stream of events. */
    private void remember(Context context) {
        if (token != null) {
            Cookie cookie = new Cookie(COOKIE, token);
            cookie.setHttpOnly(true);
            cookie.setSameSite(SameSite.STRICT);
            context.cookie(cookie);
        }
        context.status(HttpStatus.NO_CONTENT);
    }
}
