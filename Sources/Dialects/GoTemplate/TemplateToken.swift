/// One word or sign inside `{{` and `}}`.
struct TemplateToken {
  var kind: Kind
  var range: Range<Int>
  var hasSpaceBefore: Bool

  enum Kind: Equatable {
    case word(String)
    case field(String)
    case variable(String)
    case text(String)
    /// The value, nil for a number that is no whole number and no plain fraction.
    case integer(Int)
    case number(Double?)
    case dot, declare, assign, pipe, leftParenthesis, rightParenthesis, comma
    case unknown
  }

  static let keywords: Set = [
    "block", "break", "continue", "define", "else", "end", "if", "range", "template", "with",
  ]
}

/// A stretch of a template: text as it stands, or an action between braces.
enum TemplateSegment {
  case text(String)
  case action([TemplateToken], Range<Int>)
}
