/// The web console: pages made on the server. A page is a client of the API, in the same process: it sees and does
/// what its visitor's key may see and do, and shows the calls behind it.
@NullMarked
package dev.kindred.server.console;

import org.jspecify.annotations.NullMarked;
