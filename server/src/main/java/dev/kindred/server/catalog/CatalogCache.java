package dev.kindred.server.catalog;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Values that were read from the catalog, remembered until the catalog changes. A value that cannot be read is not
/// remembered.
public final class CatalogCache<K, V> {

    private final Catalog catalog;
    private volatile Known<K, V> known = new Known<>(-1, new ConcurrentHashMap<>());

    private record Known<K, V>(long revision, ConcurrentHashMap<K, V> values) {}

    public CatalogCache(Catalog catalog) {
        this.catalog = catalog;
    }

    /// Returns what `read` returns for the present state of the catalog.
    public V get(K key, Function<? super CatalogView, ? extends V> read) {
        var remembered = known;
        long revision = catalog.revision();
        if (remembered.revision() != revision) {
            remembered = new Known<>(revision, new ConcurrentHashMap<>());
            known = remembered;
        }
        var value = remembered.values().get(key);
        if (value == null) {
            value = catalog.read(read);
            remembered.values().put(key, value);
        }
        return value;
    }
}
