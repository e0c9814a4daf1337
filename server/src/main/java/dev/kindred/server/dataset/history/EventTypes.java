package dev.kindred.server.dataset.history;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The event types of a dataset, by code. Types that differ only in case have different codes, although filters
/// treat them as equal.
final class EventTypes {

    @SuppressWarnings("ArrayRecordComponent") // copied on each change, never compared
    private record Names(String[] exact, String[] folded) {}

    @GuardedBy("this")
    private final Map<String, Integer> codes = new HashMap<>();

    private volatile Names names = new Names(new String[0], new String[0]);

    synchronized int codeOf(String name) {
        var known = codes.get(name);
        if (known != null) {
            return known;
        }
        int code = names.exact().length;
        var exact = Arrays.copyOf(names.exact(), code + 1);
        var folded = Arrays.copyOf(names.folded(), code + 1);
        exact[code] = name;
        folded[code] = fold(name);
        names = new Names(exact, folded);
        codes.put(name, code);
        return code;
    }

    String name(int code) {
        return names.exact()[code];
    }

    /// The name in lower case.
    String folded(int code) {
        return code < 0 ? "" : names.folded()[code];
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
