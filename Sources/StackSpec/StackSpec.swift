// StackSpec
