package dev.kindred.server.wire.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    private static final int SECRET_BYTES = 30;

    private final String account;
    private final BiFunction<IamScope, String, Optional<IamRole>> roles;
    private final InstantSource clock;

    /// @param roles finds a role by its name
    public SecurityTokens(String account, BiFunction<IamScope, String, Optional<IamRole>> roles, InstantSource clock) {
        this.account = account;
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
                "2011-06-15",
                NAMESPACE,
                Map.of(
                        "GetCallerIdentity",
                        QueryAction.of(CallerIdentity.class, (_, caller) -> callerIdentity(caller)),
                        "AssumeRole",
                        QueryAction.of(RoleSession.class, (request, _) -> assumeRole(request)),
                        "AssumeRoleWithWebIdentity",
                        QueryAction.of(WebSession.class, (request, _) -> assumeRoleWithWebIdentity(request)),
                        "GetSessionToken",
                        QueryAction.of(AccountSession.class, this::sessionToken)),
                "of STS this server answers GetCallerIdentity, AssumeRole, AssumeRoleWithWebIdentity and GetSessionToken.");
    }

    private Consumer<XmlWriter> callerIdentity(QueryCaller caller) {
        var identity = Optional.ofNullable(caller.sessionToken())
                .flatMap(SessionToken::find)
                .orElseGet(() -> root(caller));
        return result -> result.text("Arn", identity.arn())
                .text("UserId", identity.userId())
                .text("Account", account);
    }

    private SessionToken root(QueryCaller caller) {
        return new SessionToken("arn:" + caller.partition() + ":iam::" + account + ":root", account);
    }

    private Consumer<XmlWriter> assumeRole(RoleSession request) {
        var session = session(request.roleArn(), request.roleSessionName());
        var duration = duration(request.roleArn(), request.durationSeconds());
        return result -> {
            credentials(result, session, duration);
            assumedRole(result, session);
        };
    }

    private Consumer<XmlWriter> assumeRoleWithWebIdentity(WebSession request) {
        var claims = claims(request.webIdentityToken());
        var session = session(request.roleArn(), request.roleSessionName());
        var duration = duration(request.roleArn(), request.durationSeconds());
        return result -> {
            credentials(result, session, duration);
            assumedRole(result, session);
            result.text("SubjectFromWebIdentityToken", claim(claims, "sub"))
                    .text("Audience", claim(claims, "aud"))
                    .text("Provider", request.providerId() == null ? claim(claims, "iss") : request.providerId());
        };
    }

    private Consumer<XmlWriter> sessionToken(AccountSession request, QueryCaller caller) {
        var duration =
                request.durationSeconds() == null ? DEFAULT_OF_ACCOUNT : Duration.ofSeconds(request.durationSeconds());
        return result -> credentials(result, root(caller), duration);
    }

    /// Returns a session of a role. The role does not need to exist: code that creates its roles elsewhere works too.
    private SessionToken session(String roleArn, String name) {
        var role = findRole(roleArn);
        String id = role.map(known -> known.head().id()).orElseGet(() -> UniqueId.of("AROA", roleArn));
        var parts = roleArn.split(":", 6);
        String roleName = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        return new SessionToken(
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

    private void credentials(XmlWriter result, SessionToken session, Duration duration) {
        var expiration = clock.instant().plus(duration).truncatedTo(ChronoUnit.SECONDS);
        result.nest(
                "Credentials",
                credentials -> credentials
                        .text("AccessKeyId", UniqueId.next("ASIA"))
                        .text("SecretAccessKey", UniqueId.secret(SECRET_BYTES))
                        .text("SessionToken", session.text())
                        .text("Expiration", expiration.toString()));
    }

    private static void assumedRole(XmlWriter result, SessionToken session) {
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
