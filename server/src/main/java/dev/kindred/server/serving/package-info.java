/// The answers to requests for recommendations, from the served model, the user's history, the filters and the
/// promotions. The package does not change the catalog and depends on no HTTP.
@NullMarked
package dev.kindred.server.serving;

import org.jspecify.annotations.NullMarked;
