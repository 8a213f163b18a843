internal import StackSpec

/// A spec of `stacks/` that is built in, for `stackgen init`.
package struct Example: Sendable {
  package let name: String
  package let spec: String

  /// Every example that is whole in one file, by name.
  package static var all: [Example] {
    exampleSpecs.map { Example(name: $0.name, spec: text($0.text)) }
      .filter { !$0.spec.contains(".csv") }
  }

  /// What it shows: its first comment.
  package var summary: String {
    String(spec.prefix { $0 != "\n" }.drop { $0 == "#" || $0 == " " })
  }
}

/// An embedded text.
func text(_ embedded: StaticString) -> String {
  let bytes = unsafe UnsafeBufferPointer(
    start: embedded.utf8Start, count: embedded.utf8CodeUnitCount)
  return unsafe String(decoding: bytes, as: UTF8.self)
}
