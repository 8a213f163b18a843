import SpecLanguage

enum TextPanel: PanelKind {
  static let type = "text"
  static let summary = "Text: Markdown, HTML or code."
  static let traits = PanelTraits(width: 6, height: 4, needsQuery: false)

  struct Options: SpecRecord {
    static let name = "text options"
    static let summary = "Options of a text panel."

    var mode = Mode.markdown
    var content = ""
    var code: Code?

    enum Mode: String, Choice { case markdown, html, code }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("mode", &mode, "How the text is read.")
      key("content", &content, "The text.")
      key("code", &code, "How code is shown.")
    }
  }

  struct Code: SpecRecord {
    static let name = "code options"
    static let summary = "How code is shown."

    var language = "plaintext"
    var showsLineNumbers = false
    var showsMap = false

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("language", &language, "Its language.")
      key("showLineNumbers", &showsLineNumbers, "Whether lines have numbers.")
      key("showMiniMap", &showsMap, "Whether a small map stands beside it.")
    }
  }
}
