package dev.kindred.server.storage;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Objects in buckets, wherever they are kept. Contents are streamed, never held whole in memory.
///
/// Every method throws a [StorageException] whose sentence names bucket, key and remedy.
public sealed interface ObjectStore extends AutoCloseable permits LocalObjectStore, OwnObjects, RemoteObjectStore {

    /// Returns the objects directly in `folder`, in the order of their keys: neither sub-folders nor the folder's own
    /// marker.
    List<ObjectSummary> listFolder(S3Location folder);

    /// Returns all objects below `folder`, at whatever depth, in the order of their keys.
    List<ObjectSummary> listBelow(S3Location folder);

    /// Returns what is known of the object, or nothing if the bucket has no such key.
    Optional<ObjectSummary> findObject(S3Location object);

    /// Returns what is known of the object, which must exist.
    default ObjectSummary requireObject(S3Location object) {
        return findObject(object).orElseThrow(() -> new StorageException.ObjectMissing(object.bucket(), object.key()));
    }

    /// Opens the object's bytes from offset `from` on; at or past the end the stream is empty. The caller closes it.
    InputStream open(S3Location object, long from);

    /// Writes the object whole, replacing what was there: until this returns, readers see the old one or none.
    void put(S3Location object, InputStream content);

    /// Writes a small object whole.
    default void put(S3Location object, byte[] content) {
        put(object, new ByteArrayInputStream(content));
    }

    /// Removes the object if it is there.
    void delete(S3Location object);

    /// Returns this store as an account sees it: without the buckets of other accounts. A store that knows no accounts
    /// shows every account the same.
    default ObjectStore of(String account) {
        return this;
    }

    @Override
    void close();
}
