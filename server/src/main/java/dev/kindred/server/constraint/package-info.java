/// What a request's members must look like, declared on record components and checked by one validator in
/// AWS's words. Knows no operation and no resource.
@NullMarked
package dev.kindred.server.constraint;

import org.jspecify.annotations.NullMarked;
