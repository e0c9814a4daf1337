/// The served models: loaded from their files, connected to the live data of a dataset group, and replaced as a
/// whole. The package trains no models and answers no requests.
@NullMarked
package dev.kindred.server.deployment;

import org.jspecify.annotations.NullMarked;
