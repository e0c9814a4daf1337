@NullMarked
package dev.kindred.engine.recipe.action;

import org.jspecify.annotations.NullMarked;
