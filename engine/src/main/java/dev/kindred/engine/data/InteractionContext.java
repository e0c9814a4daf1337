package dev.kindred.engine.data;

/// A circumstance of the interactions, such as the device that was used: a column of them.
///
/// @param name the column's name
/// @param values the values by code
/// @param codes the code of each interaction, in the order of the [InteractionLog]; -1 where there is none
@SuppressWarnings("ArrayRecordComponent") // shared with training, compared with nothing
public record InteractionContext(String name, IdIndex values, int[] codes) {}
