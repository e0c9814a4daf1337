package dev.kindred.server.catalog;

import org.jspecify.annotations.Nullable;

/// The catalog cannot be read or written: the disk, the file or its form is at fault, not the request.
public final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CatalogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
