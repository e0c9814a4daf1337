package dev.kindred.server.wire.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindred.server.auth.Session;
import dev.kindred.server.auth.Sessions;
import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Pattern;
import dev.kindred.server.constraint.Range;
import dev.kindred.server.constraint.Required;
import dev.kindred.server.constraint.RoleArn;
import dev.kindred.server.constraint.Sensitive;
import dev.kindred.server.resource.IamRole;
import dev.kindred.server.resource.IamScope;
import dev.kindred.server.wire.XmlWriter;
import dev.kindred.server.wire.query.QueryAction;
import dev.kindred.server.wire.query.QueryCaller;
import dev.kindred.server.wire.query.QueryError;
import dev.kindred.server.wire.query.QueryException;
import dev.kindred.server.wire.query.QueryService;
import dev.kindred.server.wire.query.UniqueId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The STS service: `GetCallerIdentity`, `AssumeRole`, `AssumeRoleWithWebIdentity` and `GetSessionToken`.
///
/// @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html">API reference</a>
public final class SecurityTokens {

    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// STS's defaults.
    private static final Duration DEFAULT_OF_ROLE = Duration.ofHours(1);
    private static final Duration DEFAULT_OF_ACCOUNT = Duration.ofHours(12);

    private final Sessions sessions;
    private final BiFunction<IamScope, String, Optional<IamRole>> roles;
    private final InstantSource clock;

    /// @param roles finds a role by its name
    public SecurityTokens(
            Sessions sessions, BiFunction<IamScope, String, Optional<IamRole>> roles, InstantSource clock) {
        this.sessions = sessions;
        this.roles = roles;
        this.clock = clock;
    }

    record CallerIdentity() {}

    record RoleSession(
            @Required @RoleArn String roleArn,

            @Required @Length(min = 2, max = 64) @Pattern("[\\w+=,.@-]*")
            String roleSessionName,

            @Nullable @Range(min = 900, max = 43200) Integer durationSeconds) {}

    record WebSession(
            @Required @RoleArn String roleArn,

            @Required @Length(min = 2, max = 64) @Pattern("[\\w+=,.@-]*")
            String roleSessionName,

            @Required @Sensitive @Length(min = 4, max = 20000)
            String webIdentityToken,

            @Nullable @Length(min = 4, max = 2048) String providerId,
            @Nullable @Range(min = 900, max = 43200) Integer durationSeconds) {}

    record AccountSession(
            @Nullable @Range(min = 900, max = 129600) Integer durationSeconds) {}

    /// Returns the service.
    public QueryService service() {
        return new QueryService(
                "sts",
                "2011-06-15",
                NAMESPACE,
                Map.of(
                        "GetCallerIdentity",
                        QueryAction.of(CallerIdentity.class, (_, caller) -> callerIdentity(caller)),
                        "AssumeRole",
                        QueryAction.of(RoleSession.class, this::assumeRole),
                        "AssumeRoleWithWebIdentity",
                        QueryAction.of(WebSession.class, this::assumeRoleWithWebIdentity),
                        "GetSessionToken",
                        QueryAction.of(AccountSession.class, this::sessionToken)),
                "of STS this server answers GetCallerIdentity, AssumeRole, AssumeRoleWithWebIdentity and GetSessionToken.");
    }

    private Consumer<XmlWriter> callerIdentity(QueryCaller caller) {
        var identity = identityOf(caller);
        return result -> result.text("Arn", identity.arn())
                .text("UserId", identity.userId())
                .text("Account", caller.account());
    }

    /// An identity for which credentials are issued.
    private record Identity(String arn, String userId) {}

    private static Identity identityOf(QueryCaller caller) {
        var session = caller.principal().session();
        if (session != null) {
            return new Identity(session.arn(), session.userId());
        }
        var key = caller.principal().key();
        var prefix = "arn:" + caller.partition() + ":iam::" + caller.account();
        return key == null
                ? new Identity(prefix + ":root", caller.account())
                : new Identity(prefix + ":user/" + key.id(), UniqueId.of("AIDA", key.id()));
    }

    private Consumer<XmlWriter> assumeRole(RoleSession request, QueryCaller caller) {
        requireOwn(request.roleArn(), caller);
        var identity = sessionOf(request.roleArn(), request.roleSessionName());
        var session = session(identity, duration(request.roleArn(), request.durationSeconds()), caller);
        return result -> {
            credentials(result, session);
            assumedRole(result, session);
        };
    }

    private Consumer<XmlWriter> assumeRoleWithWebIdentity(WebSession request, QueryCaller caller) {
        requireOwn(request.roleArn(), caller);
        var claims = claims(request.webIdentityToken());
        var identity = sessionOf(request.roleArn(), request.roleSessionName());
        var session = session(identity, duration(request.roleArn(), request.durationSeconds()), caller);
        return result -> {
            credentials(result, session);
            assumedRole(result, session);
            result.text("SubjectFromWebIdentityToken", claim(claims, "sub"))
                    .text("Audience", claim(claims, "aud"))
                    .text("Provider", request.providerId() == null ? claim(claims, "iss") : request.providerId());
        };
    }

    private Consumer<XmlWriter> sessionToken(AccountSession request, QueryCaller caller) {
        var duration =
                request.durationSeconds() == null ? DEFAULT_OF_ACCOUNT : Duration.ofSeconds(request.durationSeconds());
        var session = session(identityOf(caller), duration, caller);
        return result -> credentials(result, session);
    }

    /// A key of one account cannot assume roles of another.
    private static void requireOwn(String roleArn, QueryCaller caller) {
        if (caller.principal().key() != null && !roleArn.split(":", 6)[4].equals(caller.account())) {
            throw caller.principal().denied("sts:AssumeRole", "the role belongs to another account");
        }
    }

    /// Returns the identity of a role's session. The role does not need to exist: code that creates its roles elsewhere
    /// works too.
    private Identity sessionOf(String roleArn, String name) {
        var role = findRole(roleArn);
        String id = role.map(known -> known.head().id()).orElseGet(() -> UniqueId.of("AROA", roleArn));
        var parts = roleArn.split(":", 6);
        String roleName = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        return new Identity(
                "arn:" + parts[1] + ":sts::" + parts[4] + ":assumed-role/" + roleName + "/" + name, id + ":" + name);
    }

    private Optional<IamRole> findRole(String roleArn) {
        var parts = roleArn.split(":", 6);
        return roles.apply(new IamScope(parts[1], parts[4]), roleArn.substring(roleArn.lastIndexOf('/') + 1))
                .filter(role -> role.arn().equals(roleArn));
    }

    private Duration duration(String roleArn, @Nullable Integer seconds) {
        var duration = seconds == null ? DEFAULT_OF_ROLE : Duration.ofSeconds(seconds);
        findRole(roleArn).ifPresent(role -> {
            if (duration.toSeconds() > role.maxSessionSeconds()) {
                throw new QueryException(
                        QueryError.ValidationError,
                        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role: %d seconds."
                                .formatted(role.maxSessionSeconds()));
            }
        });
        return duration;
    }

    /// Returns a session with the rights of the caller's key.
    private Session session(Identity identity, Duration duration, QueryCaller caller) {
        var principal = caller.principal();
        return new Session(
                UniqueId.next("ASIA"),
                principal.key() == null ? "" : principal.key().id(),
                caller.account(),
                identity.arn(),
                identity.userId(),
                clock.instant().plus(duration).truncatedTo(ChronoUnit.SECONDS));
    }

    private void credentials(XmlWriter result, Session session) {
        result.nest(
                "Credentials",
                credentials -> credentials
                        .text("AccessKeyId", session.keyId())
                        .text("SecretAccessKey", sessions.secretOf(session.keyId()))
                        .text("SessionToken", sessions.tokenOf(session))
                        .text("Expiration", session.expiration().toString()));
    }

    private static void assumedRole(XmlWriter result, Session session) {
        result.nest(
                "AssumedRoleUser",
                user -> user.text("AssumedRoleId", session.userId()).text("Arn", session.arn()));
    }

    /// Returns the claims of a JSON web token, without verifying its signature. A text of another form has no claims.
    private static JsonNode claims(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length == 3) {
            try {
                var claims = JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8));
                if (claims.isObject()) {
                    return claims;
                }
            } catch (IllegalArgumentException | JacksonException e) {
                // handled below: the error is the same
            }
        }
        throw new QueryException(
                QueryError.InvalidIdentityToken,
                "The ID Token provided is not a valid JWT: it has three parts in base64, the second a JSON object.");
    }

    private static @Nullable String claim(JsonNode claims, String name) {
        var claim = claims.path(name);
        if (claim.isArray()) {
            return claim.path(0).asString(null);
        }
        return claim.asString(null);
    }
}
