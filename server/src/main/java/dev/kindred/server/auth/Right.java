package dev.kindred.server.auth;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A right of an access key, by its name in the accounts file.
public enum Right {
    /// Everything in the account.
    ADMIN(EnumSet.of(Access.READ, Access.RECOMMEND, Access.STREAM, Access.CHANGE)),
    /// Everything in the account that changes nothing.
    READ_ONLY(EnumSet.of(Access.READ, Access.RECOMMEND)),
    /// The operations of the runtime API.
    RUNTIME_ONLY(EnumSet.of(Access.RECOMMEND)),
    /// The operations of the events API.
    EVENTS_ONLY(EnumSet.of(Access.STREAM)),
    /// `/metrics`, and the reasons in `/healthz`.
    MONITORING(EnumSet.of(Access.MONITOR));

    @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf returns an immutable set
    private final Set<Access> permitted;

    Right(Set<Access> permitted) {
        this.permitted = Set.copyOf(permitted);
    }

    /// Returns whether the right permits a kind of access.
    public boolean permits(Access access) {
        return access == Access.IDENTIFY || permitted.contains(access);
    }

    /// Returns the name in the accounts file, such as `read-only`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Right> find(String text) {
        return Arrays.stream(values())
                .filter(right -> right.text().equals(text))
                .findFirst();
    }
}
