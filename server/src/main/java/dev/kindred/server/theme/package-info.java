/// Titles for lists of items, written by a language model at an endpoint that the operator configures. Prompts
/// leave this machine, and answers are not trusted. The package depends on no jobs or datasets.
@NullMarked
package dev.kindred.server.theme;

import org.jspecify.annotations.NullMarked;
