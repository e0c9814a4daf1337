package dev.kindred.server.cli;

import static java.lang.System.Logger.Level.WARNING;

import dev.kindred.server.auth.AccessKeys;
import dev.kindred.server.auth.Accounts;
import dev.kindred.server.auth.Authenticator;
import dev.kindred.server.auth.NoAuthentication;
import dev.kindred.server.auth.Sessions;
import dev.kindred.server.auth.SignatureAuthenticator;
import dev.kindred.server.catalog.Catalog;
import dev.kindred.server.wire.Authentication;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;

/// Assembles the authentication of callers.
final class AuthAssembly {

    private static final System.Logger LOG = System.getLogger(AuthAssembly.class.getName());
    static final String SIGV4 = "sigv4";
    private static final String SESSIONS = "sessions";

    private final Sessions sessions;
    private final Authentication authentication;

    /// @throws UsageException if the settings do not agree
    AuthAssembly(Configuration settings, InstantSource clock, Catalog catalog) {
        sessions = new Sessions(catalog.secret(SESSIONS));
        boolean isSigned = settings.get(Settings.AUTH_MODE).equals(SIGV4);
        if (!isSigned) {
            requireLoopback(settings);
        }
        Authenticator authenticator = isSigned
                ? new SignatureAuthenticator(keys(settings), sessions, clock)
                : new NoAuthentication(settings.get(Settings.ACCOUNT_ID), sessions);
        authentication = new Authentication(authenticator, settings.get(Settings.REGION));
    }

    Sessions sessions() {
        return sessions;
    }

    Authentication authentication() {
        return authentication;
    }

    private static AccessKeys keys(Configuration settings) {
        var file = settings.get(Settings.AUTH_ACCOUNTS);
        if (!file.equals(Settings.NONE)) {
            return new AccountsFile(Path.of(file));
        }
        var key = settings.rootKey();
        if (key == null) {
            throw new UsageException(
                    "auth.mode is sigv4, and there is no key: set auth.accounts to an accounts file, or %s and %s in the environment."
                            .formatted(Configuration.KEY_ID_VARIABLE, Configuration.KEY_SECRET_VARIABLE));
        }
        try {
            return Accounts.of(settings.get(Settings.ACCOUNT_ID), key.id(), key.secret());
        } catch (IllegalArgumentException e) {
            throw new UsageException("The key in the environment is faulty. " + e.getMessage());
        }
    }

    /// Without authentication, every client that can reach the port can read and change all data.
    private static void requireLoopback(Configuration settings) {
        var host = settings.get(Settings.HOST);
        if (isLoopback(host)) {
            return;
        }
        if (!settings.get(Settings.ALLOW_UNAUTHENTICATED)) {
            throw new UsageException(
                    "--host %s is open to other machines, and this server does not authenticate: everybody there could read and change all data. Set --auth-mode sigv4 with keys; or say --allow-unauthenticated if a firewall or proxy protects the port."
                            .formatted(host));
        }
        LOG.log(
                WARNING,
                "The server listens on {0} and does not authenticate: everybody who reaches the port can read and change all data",
                host);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (IOException e) {
            return false; // the web server reports the invalid host
        }
    }
}
