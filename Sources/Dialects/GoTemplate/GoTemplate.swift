/// A template of Go's `text/template` as a tree, read as far as it can be understood.
struct GoTemplate {
  var body: [Node] = []
  /// The names that `define` and `block` give anywhere in the text.
  var definitions: [String] = []
  var findings: [Finding] = []

  init(_ text: String) {
    var parser = TemplateParser(text)
    body = parser.parse()
    findings = parser.findings
    definitions = parser.definitions
  }

  indirect enum Node {
    case text(String)
    case action(Pipeline)
    case branch(Branch)
    /// `{{template "name" pipeline}}`
    case call(Name, Pipeline?)
    /// `{{define "name"}}` has no pipeline, `{{block "name" pipeline}}` has one.
    case definition(String, Pipeline?, [Node])
    case leaveLoop(isBreak: Bool)
  }

  /// `if`, `with` or `range` and what stands inside.
  struct Branch {
    enum Word: String { case `if`, with, range }

    var word: Word
    var pipeline: Pipeline
    var body: [Node] = []
    var otherwise: [Node] = []
  }

  struct Pipeline {
    var range: Range<Int>
    var variables: [Name] = []
    /// `=` rather than `:=`.
    var isAssignment = false
    var commands: [Command] = []
  }

  struct Name {
    var text: String
    var range: Range<Int>
  }

  /// A function or a value with its arguments.
  struct Command {
    var range: Range<Int>
    var operands: [Operand] = []
  }

  /// A term and the fields taken from it: `$labels.instance`.
  struct Operand {
    var term: Term
    /// The bytes of the term without its fields.
    var termRange: Range<Int>
    var fields: [Name] = []

    var range: Range<Int> {
      termRange.lowerBound..<(fields.last?.range.upperBound ?? termRange.upperBound)
    }
  }

  indirect enum Term {
    case dot
    case null
    case function(String)
    case variable(String)
    case bool(Bool)
    case integer(Int)
    case number(Double?)
    case text(String)
    case pipeline(Pipeline)
  }
}
