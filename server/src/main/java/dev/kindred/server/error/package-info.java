/// Every way the service says no: one sealed family, worded for the caller. Knows neither HTTP nor JSON.
@NullMarked
package dev.kindred.server.error;

import org.jspecify.annotations.NullMarked;
