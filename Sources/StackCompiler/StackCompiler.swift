// StackCompiler
