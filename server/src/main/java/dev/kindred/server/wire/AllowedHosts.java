package dev.kindred.server.wire;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The host names by which clients may address the server.
///
/// A page can let its own host name resolve to the address of this server (DNS rebinding). The browser then treats the
/// server as part of the page's site, and no cross-origin rule applies. The header `Host` shows the page's name, so a
/// request with a name that is not allowed is refused. Always allowed are names that nobody else can register, and the
/// address to which the client connected: `localhost` and names below it, loopback addresses, the local address of
/// the connection, and the address on which the server listens.
///
/// @see <a href="https://doi.org/10.1145/1315245.1315298">Jackson et al., Protecting Browsers from DNS Rebinding
/// Attacks, CCS 2007</a>
public final class AllowedHosts {

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,253})(:[0-9]{0,5})?");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final String NO_OTHER = "none";
    private static final String ANY = "*";
    private static final String BELOW = "*.";

    private final Set<String> names;
    private final Set<String> suffixes;

    /// @param listening the name or address on which the server listens
    /// @param further further names, separated by commas; `*.example` allows all names below `example`,
    ///     `*` allows all names, `none` adds no name
    public AllowedHosts(String listening, String further) {
        var entries = Arrays.stream((listening + "," + further).split(",", -1))
                .map(entry -> normalized(entry.strip()))
                .filter(entry -> !entry.equals(NO_OTHER))
                .collect(Collectors.toUnmodifiableSet());
        suffixes = entries.stream()
                .filter(entry -> entry.startsWith(BELOW))
                .map(entry -> entry.substring(1))
                .collect(Collectors.toUnmodifiableSet());
        names = entries;
    }

    /// Returns why a request is refused, or nothing if its host is allowed.
    Optional<String> findRefusal(ServerRequest request) {
        var headers = request.headers();
        if (!headers.contains(HeaderNames.HOST)) {
            return Optional.of("The request has no Host header: send the name or the address of the server.");
        }
        var local = request.localPeer().address() instanceof InetSocketAddress socket ? socket.getAddress() : null;
        return findRefusal(headers.get(HeaderNames.HOST).get(), local);
    }

    /// Returns why a value of the header `Host` is refused, or nothing if it is allowed.
    ///
    /// @param local the local address of the connection, or null if it has none
    Optional<String> findRefusal(String hostAndPort, @Nullable InetAddress local) {
        if (names.contains(ANY)) {
            return Optional.empty();
        }
        var matcher = HOST_AND_PORT.matcher(hostAndPort);
        if (!matcher.matches()) {
            return Optional.of(
                    "The Host header is not a host name with an optional port: send the name of the server.");
        }
        var host = normalized(matcher.group(1));
        return isAllowed(host, local) ? Optional.empty() : Optional.of(unknown(host));
    }

    private boolean isAllowed(String host, @Nullable InetAddress local) {
        return names.contains(host)
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || suffixes.stream().anyMatch(host::endsWith)
                || isAddressOfThisMachine(host, local);
    }

    private static boolean isAddressOfThisMachine(String host, @Nullable InetAddress local) {
        if (!host.contains(":") && !IPV4.matcher(host).matches()) {
            return false;
        }
        try {
            var address = InetAddress.ofLiteral(host); // never asks a name server
            return address.isLoopbackAddress() || address.equals(local);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Returns a name in lower case, without brackets and without the dot of a fully qualified name.
    private static String normalized(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.length() > 1 && lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static String unknown(String host) {
        return "This server does not answer to the host name %s. If clients use that name, start the server with --allowed-hosts %s, or set KINDRED_ALLOWED_HOSTS."
                .formatted(host, host);
    }
}
