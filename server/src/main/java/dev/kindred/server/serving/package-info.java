/// Answers to requests for recommendations: the served model, the user's history, the filters and the promotions put
/// together. It changes nothing in the catalog and knows no HTTP.
@NullMarked
package dev.kindred.server.serving;

import org.jspecify.annotations.NullMarked;
