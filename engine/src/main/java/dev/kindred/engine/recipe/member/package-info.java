/// The interface between a blend and its members: trainers, members, and the hold-out for choices. It is
/// independent of particular families and of the blend.
@NullMarked
package dev.kindred.engine.recipe.member;

import org.jspecify.annotations.NullMarked;
