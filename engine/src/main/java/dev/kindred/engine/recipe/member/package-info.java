/// What a blend asks of its members: trainers, the members they train, and the hold-out they are chosen on. Knows
/// no family of members and no blend.
@NullMarked
package dev.kindred.engine.recipe.member;

import org.jspecify.annotations.NullMarked;
