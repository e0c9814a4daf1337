package dev.kindred.paginators;

import java.util.List;

/** Python's list slices, in which a negative index counts from the end and no index is out of bounds. */
final class PythonSlice {

    private PythonSlice() {}

    /** Returns {@code list[index:]}, a view. */
    static <T> List<T> from(List<T> list, long index) {
        return list.subList(position(list, index), list.size());
    }

    /** Returns {@code list[:index]}, a view. */
    static <T> List<T> upTo(List<T> list, long index) {
        return list.subList(0, position(list, index));
    }

    private static int position(List<?> list, long index) {
        long fromStart = index < 0 ? list.size() + index : index;
        return (int) Math.max(0, Math.min(list.size(), fromStart));
    }
}
