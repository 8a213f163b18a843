/// What is wrong inside a text of another language, in bytes of that text.
package struct Finding: Error, Hashable {
  package var message: String
  package var range: Range<Int>
  package var help: String?
  /// What to write in place of the range, where that is certain.
  package var replacement: String?

  package init(
    _ message: String, at range: Range<Int>, help: String? = nil, replacement: String? = nil
  ) {
    self.message = message
    self.range = range
    self.help = help
    self.replacement = replacement
  }
}
