/// The command line, and the composition root: here settings are read and every object is constructed by hand.
@NullMarked
package dev.kindred.server.cli;

import org.jspecify.annotations.NullMarked;
