/// Filter expressions: their grammar, what is wrong with one, and which items one leaves over. It sees rows
/// through interfaces that it is given, and knows no catalog, no file and no model.
@NullMarked
package dev.kindred.server.filter;

import org.jspecify.annotations.NullMarked;
