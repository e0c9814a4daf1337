/// What items' texts mean: the model that reads them, and its vectors kept on disk, so that a text is read
/// once. Knows no item and answers no request.
@NullMarked
package dev.kindred.server.text;

import org.jspecify.annotations.NullMarked;
