"""What each of the 79 operations answers: a method an operation, yielding its cases in the order in which they are tried."""
