/// Read models for people: what the console, the commands and the endpoints below `/kindred` show. They call the
/// operations of the API with the rights of their caller, and read what the API does not have.
@NullMarked
package dev.kindred.server.view;

import org.jspecify.annotations.NullMarked;
