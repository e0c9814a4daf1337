package dev.kindred.server.auth;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The accounts and access keys of an accounts file:
///
/// ```
/// {"accounts": [{"id": "111122223333", "keys": [
///   {"id": "AKIASHOPADMIN", "secret": "…", "rights": ["admin"]},
///   {"id": "AKIASHOPPAGE", "secret": "…", "rights": ["runtime-only", "events-only"],
///    "datasetGroups": ["shop"], "origins": ["https://shop.example"]}]}]}
/// ```
public final class Accounts implements AccessKeys {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String ACCOUNT_ID = "\\d{12}";
    private static final String KEY_ID = "[A-Za-z0-9_.-]{3,128}";
    private static final String ORIGIN = "https?://[^\\s,/]+";

    /// The length of AWS's secret keys is 40. A shorter secret could be guessed. Taste.
    private static final int SHORTEST_SECRET = 16;

    private final Map<String, AccessKey> keys;

    private Accounts(Map<String, AccessKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    private record Content(@Nullable List<@Nullable Account> accounts) {}

    private record Account(@Nullable String id, @Nullable List<@Nullable Key> keys) {}

    private record Key(
            @Nullable String id,
            @Nullable String secret,
            @Nullable List<@Nullable String> rights,
            @Nullable List<@Nullable String> datasetGroups,
            @Nullable List<@Nullable String> origins) {}

    /// Returns the accounts of one key, with all rights.
    ///
    /// @throws IllegalArgumentException with a sentence, if the key is not acceptable
    public static Accounts of(String account, String keyId, String secret) {
        return of(List.of(key(account, new Key(keyId, secret, List.of("admin", "monitoring"), null, null))));
    }

    /// Parses an accounts file.
    ///
    /// @throws IllegalArgumentException with a sentence that names the first fault, and no secret
    public static Accounts parse(String text) {
        Content content;
        try {
            content = JSON.readValue(text, Content.class);
        } catch (JacksonException e) {
            var location = e.getLocation();
            throw new IllegalArgumentException(
                    "It is not the JSON of an accounts file: see line %d, column %d."
                            .formatted(
                                    location == null ? 1 : location.getLineNr(),
                                    location == null ? 1 : location.getColumnNr()),
                    null);
        }
        if (content == null || content.accounts() == null || content.accounts().isEmpty()) {
            throw new IllegalArgumentException("It has no member \"accounts\" with an account.");
        }
        var keys = new ArrayList<AccessKey>();
        for (var account : content.accounts()) {
            if (account == null) {
                throw new IllegalArgumentException("An account is null: remove it.");
            }
            for (var key : orEmpty(account.keys())) {
                if (key == null) {
                    throw new IllegalArgumentException("A key is null: remove it.");
                }
                keys.add(key(account.id(), key));
            }
        }
        return of(keys);
    }

    private static Accounts of(List<AccessKey> all) {
        var keys = new LinkedHashMap<String, AccessKey>();
        for (var key : all) {
            if (keys.put(key.id(), key) != null) {
                throw new IllegalArgumentException("The key id %s occurs twice.".formatted(key.id()));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("It has no access key.");
        }
        return new Accounts(keys);
    }

    private static AccessKey key(@Nullable String account, Key key) {
        if (account == null || !account.matches(ACCOUNT_ID)) {
            throw new IllegalArgumentException("The id of an account must have 12 digits.");
        }
        if (key.id() == null || !key.id().matches(KEY_ID)) {
            throw new IllegalArgumentException(
                    "The id of a key of account %s must have 3 to 128 letters, digits, '_', '.' or '-'."
                            .formatted(account));
        }
        if (key.secret() == null || key.secret().length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "The secret of the key %s must have at least %d characters.".formatted(key.id(), SHORTEST_SECRET));
        }
        for (var origin : set(key.origins(), "origins", key.id())) {
            if (!origin.matches(ORIGIN)) {
                throw new IllegalArgumentException(
                        "An origin of the key %s is not like https://shop.example.".formatted(key.id()));
            }
        }
        return new AccessKey(
                key.id(),
                key.secret(),
                account,
                rights(key),
                set(key.datasetGroups(), "datasetGroups", key.id()),
                set(key.origins(), "origins", key.id()));
    }

    private static Set<Right> rights(Key key) {
        var rights = set(key.rights(), "rights", String.valueOf(key.id())).stream()
                .map(text -> Right.find(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "The key %s has an unknown right; a right is one of %s.".formatted(key.id(), names()))))
                .collect(Collectors.toSet());
        if (rights.isEmpty()) {
            throw new IllegalArgumentException(
                    "The key %s has no \"rights\": give it some of %s.".formatted(key.id(), names()));
        }
        return rights;
    }

    private static String names() {
        return List.of(Right.values()).stream().map(Right::text).collect(Collectors.joining(", "));
    }

    private static <T extends @Nullable Object> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static Set<String> set(@Nullable List<@Nullable String> list, String member, String key) {
        var texts = new HashSet<String>();
        for (var text : orEmpty(list)) {
            if (text == null) {
                throw new IllegalArgumentException(
                        "The \"%s\" of the key %s contain null: remove it.".formatted(member, key));
            }
            texts.add(text);
        }
        return Set.copyOf(texts);
    }

    @Override
    public Optional<AccessKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public Collection<AccessKey> all() {
        return keys.values();
    }
}
