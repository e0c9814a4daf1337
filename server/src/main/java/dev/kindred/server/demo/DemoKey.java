package dev.kindred.server.demo;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/// The access key with which the demo calls the server, and how a shell names it.
///
/// @param id the access key id
/// @param secret the secret access key
/// @param shownId the id in a shell: itself, or a variable
/// @param shownSecret the secret in a shell: itself, or a variable
public record DemoKey(String id, String secret, String shownId, String shownSecret) {

    private static final int SECRET_BYTES = 30; // 40 characters, as AWS's secrets have

    /// The key for a server that does not authenticate: any will do.
    public static final DemoKey ANY = new DemoKey("test", "test", "test", "test");

    /// Returns a new key for one run.
    public static DemoKey generate() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new DemoKey("KINDREDDEMO", secret, "KINDREDDEMO", "'" + secret + "'");
    }

    /// Returns a key from two variables of the environment. The screen shows their names, not the secret.
    public static DemoKey ofVariables(String id, String secret, String idVariable, String secretVariable) {
        return new DemoKey(id, secret, "\"$" + idVariable + "\"", "\"$" + secretVariable + "\"");
    }

    /// Adds the key to a request to an endpoint of Kindred's own.
    HttpRequest.Builder sign(HttpRequest.Builder request) {
        var credentials = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    /// The secret does not appear in logs.
    @Override
    public String toString() {
        return "DemoKey[" + id + "]";
    }
}
