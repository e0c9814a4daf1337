/// The command line and the composition root. All settings are read here, and all objects are constructed here.
@NullMarked
package dev.kindred.server.cli;

import org.jspecify.annotations.NullMarked;
