/// Titles for lists of items by a language model, at an endpoint that an operator names. What a title is asked
/// for with leaves this machine; what comes back is not trusted. Knows neither jobs nor items.
@NullMarked
package dev.kindred.server.theme;

import org.jspecify.annotations.NullMarked;
