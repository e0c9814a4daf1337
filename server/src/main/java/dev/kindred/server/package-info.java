/// The product: one process that answers Amazon Personalize's API. Its sub-packages do the work; nothing lives here.
@NullMarked
package dev.kindred.server;

import org.jspecify.annotations.NullMarked;
