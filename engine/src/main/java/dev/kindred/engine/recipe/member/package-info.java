/// The contract between a blend and its members: trainers, members, and the hold-out for choices. Knows no family
/// of members and no blend.
@NullMarked
package dev.kindred.engine.recipe.member;

import org.jspecify.annotations.NullMarked;
