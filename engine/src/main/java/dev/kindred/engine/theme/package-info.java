/// Short titles for lists of items: class-based TF-IDF proposes phrases from the items' names, texts and
/// categories, and a sentence model ranks them. It is independent of the catalog and of the network.
@NullMarked
package dev.kindred.engine.theme;

import org.jspecify.annotations.NullMarked;
