package dev.kindred.server.snapshot;

import dev.kindred.engine.data.IdIndex;
import dev.kindred.engine.data.InteractionContext;
import dev.kindred.engine.data.InteractionLog;
import dev.kindred.engine.file.SectionFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A dataset group's interactions in a memory-mapped [SectionFile] of the kind `SNAPSHOT`, version 1. Users and
/// items are numbered in the ascending order of their ids' UTF-8 bytes. Interactions are sorted by user, then by
/// time, then by arrival.
///
/// | section | content |
/// |---|---|
/// | `users.text`, `.offsets`, `.slots` | the users' ids as [IdIndex]; likewise `items`, and `types` for event types |
/// | `offsets` | the position of each user's first interaction, followed by the number of interactions (int) |
/// | `items` | the item of each interaction (int) |
/// | `times` | its time in seconds since 1970 (long) |
/// | `eventTypes` | the index of its event type, -1 if it has none (int) |
/// | `values` | its event value, NaN if it has none (float) |
/// | `shown` | the number of impressions that contain each item (long) |
/// | `context` | the names of the context columns, one per line |
/// | `context.N` | the codes of the N-th such column (int, -1 for null) |
/// | `context.N.text`, … | the values of the N-th such column as [IdIndex] |
/// | `sealed` | the last part of the stream's log that the snapshot contains (int) |
public final class Snapshot {

    static final String KIND = "SNAPSHOT";
    static final int VERSION = 1;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final IdIndex users;
    private final IdIndex items;
    private final IdIndex types;
    private final MemorySegment offsets;
    private final MemorySegment itemOf;
    private final MemorySegment times;
    private final MemorySegment eventTypes;
    private final MemorySegment values;
    private final MemorySegment shown;
    private final Map<String, Context> contexts = new LinkedHashMap<>();
    private final int sealedPart;
    private final int size;

    /// A categorical column of the interactions.
    ///
    /// @param values the values by code
    /// @param codes the code of each interaction (int), -1 for null
    public record Context(IdIndex values, MemorySegment codes) {}

    private Snapshot(SectionFile file) {
        users = index(file, "users");
        items = index(file, "items");
        types = index(file, "types");
        offsets = file.segment("offsets");
        itemOf = file.segment("items");
        times = file.segment("times");
        eventTypes = file.segment("eventTypes");
        values = file.segment("values");
        shown = file.segment("shown");
        sealedPart = file.ints("sealed")[0];
        size = Math.toIntExact(itemOf.byteSize() / Integer.BYTES);
        var names = file.text("context").lines().toList();
        for (int i = 0; i < names.size(); i++) {
            contexts.put(names.get(i), new Context(index(file, "context." + i), file.segment("context." + i)));
        }
    }

    static Snapshot open(Path file) throws IOException {
        return SectionFile.read(file, KIND, VERSION, Snapshot::new);
    }

    private static IdIndex index(SectionFile file, String name) {
        return new IdIndex(
                file.segment(name + ".text"), file.segment(name + ".offsets"), file.segment(name + ".slots"));
    }

    public IdIndex users() {
        return users;
    }

    public IdIndex items() {
        return items;
    }

    /// The event types, as the data spell them.
    public IdIndex eventTypes() {
        return types;
    }

    /// The number of interactions.
    public int size() {
        return size;
    }

    /// The position of the user's first interaction.
    public int from(int user) {
        return offsets.get(INT, (long) user * Integer.BYTES);
    }

    /// The position after the user's last interaction.
    public int to(int user) {
        return from(user + 1);
    }

    /// The item of the interaction at a position.
    public int item(int position) {
        return itemOf.get(INT, (long) position * Integer.BYTES);
    }

    /// The time of the interaction at a position, in seconds since 1970.
    public long time(int position) {
        return times.get(LONG, (long) position * Long.BYTES);
    }

    /// The index in [#eventTypes()] of the event type of the interaction at a position, or -1.
    public int eventType(int position) {
        return eventTypes.get(INT, (long) position * Integer.BYTES);
    }

    /// The event value of the interaction at a position, or NaN.
    public float eventValue(int position) {
        return values.get(FLOAT, (long) position * Float.BYTES);
    }

    /// Returns the number of impressions that contain an item.
    public long shown(int item) {
        return shown.get(LONG, (long) item * Long.BYTES);
    }

    /// The categorical columns of the interactions besides the reserved ones, by their names in the schema.
    public Map<String, Context> contexts() {
        return Collections.unmodifiableMap(contexts);
    }

    /// Finds a context column by name.
    public Optional<Context> context(String column) {
        return Optional.ofNullable(contexts.get(column));
    }

    /// The code of a context column at a position, -1 for null.
    public int code(Context context, int position) {
        return context.codes().get(INT, (long) position * Integer.BYTES);
    }

    /// The items of all interactions, as 4-byte little-endian integers.
    public MemorySegment itemsArray() {
        return itemOf;
    }

    /// The times of all interactions, as 8-byte little-endian integers.
    public MemorySegment timesArray() {
        return times;
    }

    /// The last part of the stream's log that the snapshot contains, or 0.
    public int sealedPart() {
        return sealedPart;
    }

    /// Returns the interactions that `selection` keeps.
    public SelectedLog toLog(Selection selection) {
        var rules = rulesByType(selection);
        var keptItems = new int[size];
        var keptTimes = new long[size];
        var weights = new float[size];
        var keptUsers = new int[users.size()];
        var keptOffsets = new int[users.size() + 1];
        var positions = new int[contexts.isEmpty() ? 0 : size];
        int kept = 0;
        int userCount = 0;
        int withTwo = 0;
        for (int user = 0; user < users.size(); user++) {
            int before = kept;
            for (int position = from(user); position < to(user); position++) {
                float weight = weight(rules[eventType(position) + 1], eventValue(position));
                if (weight > 0) {
                    if (positions.length > 0) {
                        positions[kept] = position;
                    }
                    keptItems[kept] = item(position);
                    keptTimes[kept] = time(position);
                    weights[kept++] = weight;
                }
            }
            if (kept > before) {
                keptUsers[userCount++] = user;
                keptOffsets[userCount] = kept;
                withTwo += kept - before > 1 ? 1 : 0;
            }
        }
        var log = new InteractionLog(
                items.size(),
                Arrays.copyOf(keptOffsets, userCount + 1),
                kept == size ? keptItems : Arrays.copyOf(keptItems, kept),
                kept == size ? keptTimes : Arrays.copyOf(keptTimes, kept),
                kept == size ? weights : Arrays.copyOf(weights, kept));
        return new SelectedLog(
                log, Arrays.copyOf(keptUsers, userCount), withTwo, users.size(), contextsAt(positions, kept));
    }

    private List<InteractionContext> contextsAt(int[] positions, int count) {
        var chosen = new ArrayList<InteractionContext>();
        contexts.forEach((name, context) -> {
            var codes = new int[count];
            Arrays.setAll(codes, i -> code(context, positions[i]));
            chosen.add(new InteractionContext(name, context.values(), codes));
        });
        return chosen;
    }

    /// Returns the rules that can match each event type. The first row is for interactions without a type.
    private Selection.Rule[][] rulesByType(Selection selection) {
        var rules = new Selection.Rule[types.size() + 1][];
        for (int type = -1; type < types.size(); type++) {
            var name = type < 0 ? "" : types.id(type);
            rules[type + 1] = selection.rules().stream()
                    .filter(rule -> rule.eventType() == null || rule.eventType().equalsIgnoreCase(name))
                    .toArray(Selection.Rule[]::new);
        }
        return rules;
    }

    private static float weight(Selection.Rule[] rules, float value) {
        for (var rule : rules) {
            if (Double.isNaN(rule.minimumValue()) || value >= rule.minimumValue()) {
                return rule.weight();
            }
        }
        return 0;
    }
}
