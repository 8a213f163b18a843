package import Diagnostics
internal import StackSpec

/// The page that explains a code: what it means, a wrong and a right spec, why it matters.
package struct CodePage: Sendable {
  package let code: DiagnosticCode
  package let title: String
  /// The page below its title, as Markdown.
  package let body: String

  /// The pages of all codes, in the order of the codes.
  package static var all: [CodePage] {
    codePages.compactMap { CodePage(name: $0.name, text: $0.text) }
      .sorted { $0.code.rawValue < $1.code.rawValue }
  }

  package static func of(_ code: DiagnosticCode) -> CodePage? {
    let prefix = code.rawValue + "-"
    guard let page = codePages.first(where: { $0.name.hasPrefix(prefix) }) else { return nil }
    return CodePage(name: page.name, text: page.text)
  }

  private init?(name: String, text embedded: StaticString) {
    guard let code = DiagnosticCode(rawValue: String(name.prefix { $0 != "-" })) else {
      return nil
    }
    let lines = text(embedded).split(separator: "\n", omittingEmptySubsequences: false)
    guard let heading = lines.first, let colon = heading.firstIndex(of: ":") else { return nil }
    self.code = code
    title = String(heading[heading.index(after: colon)...].drop { $0 == " " })
    body = lines.dropFirst().drop { $0.isEmpty }.joined(separator: "\n")
  }
}
