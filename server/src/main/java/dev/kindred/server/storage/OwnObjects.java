package dev.kindred.server.storage;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// The objects of one account: a bucket of another account does not exist here. Its closing leaves the store
/// open.
final class OwnObjects implements ObjectStore {

    private final LocalObjectStore store;
    private final String account;

    OwnObjects(LocalObjectStore store, String account) {
        this.store = store;
        this.account = account;
    }

    private LocalObjectStore in(S3Location location) {
        if (store.isOfAnother(location.bucket(), account)) {
            throw new StorageException.BucketMissing(location.bucket());
        }
        return store;
    }

    @Override
    public List<ObjectSummary> listFolder(S3Location folder) {
        return in(folder).listFolder(folder);
    }

    @Override
    public List<ObjectSummary> listBelow(S3Location folder) {
        return in(folder).listBelow(folder);
    }

    @Override
    public Optional<ObjectSummary> findObject(S3Location object) {
        return in(object).findObject(object);
    }

    @Override
    public InputStream open(S3Location object, long from) {
        return in(object).open(object, from);
    }

    @Override
    public void put(S3Location object, InputStream content) {
        in(object).put(object, content);
    }

    @Override
    public void delete(S3Location object) {
        in(object).delete(object);
    }

    @Override
    public void close() {}
}
