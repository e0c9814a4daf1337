package dev.kindred.engine.recipe.member;

import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.data.InteractionMatrix;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// The training data of the members of a blend. It belongs to the thread that trains them.
public final class MemberData {

    /// Maximum number of factors of all items of a member, and half the maximum number of neighbours, as far as
    /// each item keeps its minimum. Measured: for a million items, 200 neighbours and 128 factors each took
    /// twice the time and the memory (`docs/benchmarks/history.md`, personalization). Fewer neighbours miss more
    /// of the best items.
    public static final int MOST_NUMBERS = 64_000_000;

    private final InteractionLog all;
    private final InteractionLog collaborative;
    private final EventOrder order;
    private final int hiddenDimension;
    private final InteractionMatrix byUser;
    private final Map<Class<?>, SoftReference<?>> derived = new HashMap<>();

    /// @param all every interaction
    /// @param collaborative the interactions that collaborative members learn from
    /// @param order the use of the order of events
    /// @param hiddenDimension the maximum number of factors of an item
    public MemberData(InteractionLog all, InteractionLog collaborative, EventOrder order, int hiddenDimension) {
        this.all = all;
        this.collaborative = collaborative;
        this.order = order;
        this.hiddenDimension = hiddenDimension;
        this.byUser = InteractionMatrix.of(collaborative);
    }

    /// The use of the order of a user's events.
    public enum EventOrder {
        IGNORED,
        /// Events near each other go together, in both directions.
        UNDIRECTED,
        /// Later events follow from earlier ones.
        DIRECTED
    }

    /// Every interaction.
    public InteractionLog all() {
        return all;
    }

    /// The interactions that collaborative members learn from.
    public InteractionLog collaborative() {
        return collaborative;
    }

    public EventOrder order() {
        return order;
    }

    /// The maximum number of factors of an item.
    public int hiddenDimension() {
        return hiddenDimension;
    }

    public int itemCount() {
        return all.itemCount();
    }

    /// The collaborative interactions by user, each pair once.
    public InteractionMatrix byUser() {
        return byUser;
    }

    /// Returns a value that several members derive from the data. It is cached while memory allows.
    public <T> T derived(Class<T> type, Function<MemberData, T> derivation) {
        var reference = derived.get(type);
        var known = reference == null ? null : reference.get();
        if (known != null) {
            return type.cast(known);
        }
        var value = derivation.apply(this);
        derived.put(type, new SoftReference<>(value));
        return value;
    }
}
