package dev.kindred.server.storage;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Objects in buckets, in a local folder or in a remote store. Contents are streams, never whole in memory.
///
/// Every method throws a [StorageException] whose message names bucket, key and remedy.
public sealed interface ObjectStore extends AutoCloseable permits LocalObjectStore, OwnObjects, RemoteObjectStore {

    /// Returns the objects directly in `folder`, in the order of their keys: neither sub-folders nor the folder's own
    /// marker.
    List<ObjectSummary> listFolder(S3Location folder);

    /// Returns all objects below `folder`, at any depth, in the order of their keys.
    List<ObjectSummary> listBelow(S3Location folder);

    /// Returns the summary of the object, or empty if the bucket has no such key.
    Optional<ObjectSummary> findObject(S3Location object);

    /// Returns the summary of an existing object.
    default ObjectSummary requireObject(S3Location object) {
        return findObject(object).orElseThrow(() -> new StorageException.ObjectMissing(object.bucket(), object.key()));
    }

    /// Opens the object's bytes from offset `from`; at or past the end the stream is empty. The caller closes
    /// it.
    InputStream open(S3Location object, long from);

    /// Writes the whole object in place of an earlier one. Until this returns, readers see the earlier one or
    /// none.
    void put(S3Location object, InputStream content);

    /// Writes a small object.
    default void put(S3Location object, byte[] content) {
        put(object, new ByteArrayInputStream(content));
    }

    /// Removes the object if it exists.
    void delete(S3Location object);

    /// Returns this store as an account sees it: without the buckets of other accounts. A remote store has no
    /// accounts, and shows every account the same.
    default ObjectStore of(String account) {
        return this;
    }

    @Override
    void close();
}
