package dev.kindred.server.catalog;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.kindred.server.scheduler.Scheduler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The feed of catalog changes. The catalog's revision is the number of transactions that have changed it. Each
/// of these transactions records its changes in the database, which keeps the newest records.
///
/// Each follower has a thread and a position: the last revision that it has received. It reads the records after
/// its position in the order of the revisions, several at once if it was slow. Followers neither wait for each
/// other nor delay a commit, and the failure of one does not affect another. A follower receives
/// `anythingChanged` if it failed, if the records after its position are gone, or if they cannot be read. A
/// follower starts at the revision at which it is registered, so it registers before its first read.
///
/// A commit only announces its revision. Another process with the same database follows in the same way: it
/// learns the revision from the database, by polling or by a notification, and announces it to its own feed.
public final class ChangeFeed {

    private static final System.Logger LOG = System.getLogger(ChangeFeed.class.getName());

    private final Catalog catalog;
    private final Scheduler scheduler;

    /// The followers, each with the last revision that it has received.
    @GuardedBy("this")
    private final Map<Place, Long> places = new LinkedHashMap<>();

    @GuardedBy("this")
    private long newest;

    @GuardedBy("this")
    private boolean closed;

    /// Reacts to changes of the catalog. It is called on its own thread, one call at a time, and may read and
    /// write the catalog.
    public interface Follower {

        /// Receives the changes since the last call.
        void changed(CatalogChange change);

        /// Receives that anything may have changed since the last call.
        void anythingChanged();
    }

    /// The registration of a follower.
    public interface Following extends AutoCloseable {

        /// Ends the registration. Interrupts a call in progress and does not wait for it.
        @Override
        void close();
    }

    ChangeFeed(Catalog catalog, Scheduler scheduler, long revision) {
        this.catalog = catalog;
        this.scheduler = scheduler;
        this.newest = revision;
    }

    /// Registers a follower, which receives every later revision.
    ///
    /// @param name of its thread
    public synchronized Following follow(String name, Follower follower) {
        var place = new Place(name, follower, newest);
        places.put(place, newest);
        place.thread.start();
        return place;
    }

    /// Announces the database's revision to the followers.
    synchronized void announce(long revision) {
        if (revision > newest) {
            newest = revision;
            places.keySet().forEach(Place::wake);
        }
    }

    /// Waits until every follower has received all revisions up to `revision`, or failed on them. A follower
    /// must not call this.
    public synchronized void await(long revision) throws InterruptedException {
        while (places.values().stream().anyMatch(passed -> passed < revision)) {
            wait();
        }
    }

    /// Waits until a follower has received all revisions up to `revision`, or failed on them, or follows no longer.
    /// A follower must not call this.
    public synchronized void await(Follower follower, long revision) throws InterruptedException {
        while (places.entrySet().stream()
                .anyMatch(place -> place.getKey().follower.equals(follower) && place.getValue() < revision)) {
            wait();
        }
    }

    /// Ends all registrations.
    synchronized void close() {
        closed = true;
        List.copyOf(places.keySet()).forEach(Place::close);
    }

    private synchronized long newest() {
        return newest;
    }

    private synchronized boolean isFollowing(Place place) {
        return !closed && places.containsKey(place);
    }

    private synchronized void end(Place place) {
        places.remove(place);
        notifyAll();
    }

    private synchronized void pass(Place place, long revision) {
        places.replace(place, revision);
        notifyAll();
    }

    /// The position of one follower.
    private final class Place implements Following {

        private final Follower follower;
        private final Thread thread;
        private boolean missedSome;

        Place(String name, Follower follower, long revision) {
            this.follower = follower;
            this.thread = scheduler.newThread(name, () -> run(revision));
        }

        private void wake() {
            LockSupport.unpark(thread);
        }

        private void run(long start) {
            long revision = start;
            while (isFollowing(this)) {
                long next = newest();
                if (next == revision) {
                    LockSupport.park(ChangeFeed.this);
                    Thread.interrupted(); // or the next call would not park
                } else {
                    deliver(revision, next);
                    revision = next;
                    pass(this, revision);
                }
            }
            LOG.log(DEBUG, "{0} follows the catalog no longer", thread.getName());
        }

        private void deliver(long revision, long next) {
            try {
                var change = missedSome ? null : read(revision, next);
                missedSome = true;
                if (change == null) {
                    follower.anythingChanged();
                } else if (!change.isEmpty()) {
                    follower.changed(change);
                }
                missedSome = false;
            } catch (RuntimeException | Error e) {
                if (isFollowing(this)) {
                    LOG.log(ERROR, thread.getName() + " failed on a change of the catalog", e);
                }
            }
        }

        private @Nullable CatalogChange read(long revision, long next) {
            try {
                return catalog.read(view -> view.changes().between(revision, next))
                        .orElse(null);
            } catch (CatalogException e) {
                LOG.log(DEBUG, "The changes of the catalog cannot be read", e);
                return null;
            }
        }

        @Override
        public void close() {
            end(this);
            thread.interrupt();
        }
    }
}
