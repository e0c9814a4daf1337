/// The current data of dataset groups in memory: the events of users, the attributes of items, users and
/// actions, and the filters over them. The package ranks nothing, trains no models and does not change the
/// catalog.
@NullMarked
package dev.kindred.server.dataset;

import org.jspecify.annotations.NullMarked;
