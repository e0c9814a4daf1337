/// Tests of the demo: its data, schema inference, API calls and suggested commands.
@NullMarked
package dev.kindred.server.demo;

import org.jspecify.annotations.NullMarked;
