package dev.kindred.server.disk;

import dev.kindred.server.disk.DiskCall.Kind;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/// A driver in the place of SQLite's, with an observer of the databases below some folders. A statement or a commit
/// that
/// the observer refuses ends the transaction, as SQLite itself does after an I/O error or on a full disk.
final class ObservedDatabase implements Driver {

    private static final String PREFIX = "jdbc:sqlite:";
    private static final Map<Path, DiskObserver> OBSERVERS = new ConcurrentHashMap<>();

    private final Driver real = new JDBC();

    private ObservedDatabase() {}

    static {
        try {
            DriverManager.deregisterDriver(DriverManager.getDriver(PREFIX));
            DriverManager.registerDriver(new ObservedDatabase());
        } catch (SQLException e) {
            throw new IllegalStateException("SQLite has no driver", e);
        }
    }

    /// Gives the database in that file an observer.
    static void observe(Path file, DiskObserver observer) {
        OBSERVERS.put(file, observer);
    }

    /// Lets the database in that file be used without an observer.
    static void forget(Path file) {
        OBSERVERS.remove(file);
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        var file = Path.of(url.substring(PREFIX.length()));
        var observer = OBSERVERS.get(file);
        if (observer == null) {
            return real.connect(url, properties);
        }
        pass(observer, new DiskCall(Kind.CONNECT, file));
        var connection = real.connect(url, properties);
        return proxy(Connection.class, (_, method, arguments) -> {
            if (method.getName().equals("commit")) {
                passOrEnd(observer, new DiskCall(Kind.COMMIT, file), connection);
            }
            var answer = call(connection, method, arguments);
            return answer instanceof PreparedStatement statement
                    ? observed(statement, connection, file, observer)
                    : answer;
        });
    }

    private static PreparedStatement observed(
            PreparedStatement statement, Connection connection, Path file, DiskObserver observer) {
        return proxy(PreparedStatement.class, (_, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                passOrEnd(observer, new DiskCall(Kind.STATEMENT, file), connection);
            }
            return call(statement, method, arguments);
        });
    }

    private static void passOrEnd(DiskObserver observer, DiskCall call, Connection connection) throws SQLException {
        try {
            pass(observer, call);
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private static void pass(DiskObserver observer, DiskCall call) throws SQLException {
        try {
            observer.run(call, () -> true);
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return real.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return real.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return real.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return real.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
