/// A stretch of bytes in one of the sources of a build.
package struct SourceRange: Hashable, Sendable {
  package var source: SourceID
  package var start: Int32
  package var end: Int32

  package init(_ source: SourceID, _ start: Int, _ end: Int) {
    self.source = source
    self.start = Int32(clamping: start)
    self.end = Int32(clamping: end)
  }

  package var bytes: Range<Int> { Int(start)..<max(Int(start), Int(end)) }

  /// The range from the start of this one to the end of the other.
  package func extended(to other: SourceRange) -> SourceRange {
    guard other.source == source else { return self }
    return SourceRange(source, Int(start), Int(max(end, other.end)))
  }
}

/// The number of a source in its `SourceMap`.
package struct SourceID: Hashable, Sendable {
  package var index: Int32

  package init(_ index: Int) { self.index = Int32(clamping: index) }
}
