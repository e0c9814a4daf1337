/// The work of the queue's jobs, a class for each kind of job. It answers no request.
@NullMarked
package dev.kindred.server.task;

import org.jspecify.annotations.NullMarked;
