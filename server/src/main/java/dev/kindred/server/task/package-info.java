/// The tasks of the queue's jobs, one class for each kind of job. No request is answered here.
@NullMarked
package dev.kindred.server.task;

import org.jspecify.annotations.NullMarked;
