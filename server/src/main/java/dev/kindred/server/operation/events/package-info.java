/// What clients put in one by one: events, items and users.
@NullMarked
package dev.kindred.server.operation.events;

import org.jspecify.annotations.NullMarked;
