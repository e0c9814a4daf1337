package dev.kindred.server.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The default file system with an observer of every call. Its paths have the texts of the real ones, so libraries that
/// take a name of a file, as SQLite and DuckDB do, open the real file unobserved.
final class ObservedFileSystem extends FileSystem {

    private static final FileSystem REAL = FileSystems.getDefault();

    private final ObservedProvider provider;

    ObservedFileSystem(DiskObserver observer) {
        this.provider = new ObservedProvider(this, observer);
    }

    /// Returns the path of this file system for a real one.
    Path of(Path real) {
        return new ObservedPath(this, real);
    }

    /// Returns the real path.
    static Path real(Path path) {
        if (path instanceof ObservedPath observed) {
            return observed.real();
        }
        throw new ProviderMismatchException(path + " does not come from the data directory");
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return REAL.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        Stream<Path> roots = StreamSupport.stream(REAL.getRootDirectories().spliterator(), false);
        return roots.map(this::of).toList();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return REAL.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return REAL.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return of(REAL.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        var matcher = REAL.getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(real(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return REAL.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        throw new UnsupportedOperationException();
    }
}
