import OrderedTree
import SpecLanguage
import YAMLTree

extension ImportedDashboard {
  /// Variables by name.
  func variables() -> Node? {
    let list = export["templating"]?["list"]?.items ?? []
    var entries: [Node.Entry] = []
    for item in list {
      guard let name = item["name"]?.text, let type = item["type"]?.text else { continue }
      guard let value = variable(item, type: type) else { continue }
      entries.append(Node.Entry(Node.Key(name, item.range), value))
    }
    return entries.isEmpty ? nil : Node(.mapping(entries), export.range)
  }

  /// Keys of variables that Grafana fills itself, or that it has forgotten.
  private static let madeByGrafana = [
    "name", "current", "options", "definition", "query", "datasource", "refresh", "sort", "error",
    "tags", "tagsQuery", "tagValuesQuery", "useTags", "allFormat", "multiFormat", "index", "filter",
  ]

  private func variable(_ item: Node, type: String) -> Node? {
    guard let kind = variableKinds.first(where: { $0.type == type }) else { return nil }
    var keys = ImportedKeys(item, range: item.range, versions: reading)
    _ = keys.take("type")
    if type != "query" { keys.add("type", Node(text: type, at: item.range)) }
    var common = VariableCommon()
    // Constants are hidden and not part of the address by themselves.
    if type == "constant" {
      for (name, standard) in [("hide", "2"), ("skipUrlSync", "true")] {
        if let value = keys.take(name), value.text != standard { keys.keep(name, value) }
      }
    }
    common.visitKeys(&keys)
    addValues(of: item, type: type, &keys)
    if kind.asksDatasource {
      let source = sources.name(keys.take("datasource"))
      if let name = source.name { keys.add("datasource", Node(text: name, at: item.range)) }
    }
    kind.importKeys(&keys)
    for name in Self.madeByGrafana { _ = keys.take(name) }
    if let rest = keys.rest { keys.add("patch", rest) }
    return Node(.mapping(keys.written), item.range)
  }

  /// Values stand in texts of Grafana's own making.
  private func addValues(of item: Node, type: String, _ keys: inout ImportedKeys) {
    let range = item.range
    let query = item["query"]
    switch type {
    case "query":
      _ = keys.take("query")
      let inner = query?["query"]
      let isPrometheus = query?["refId"] != nil && inner?.text != nil && query?["stream"] == nil
      if isPrometheus, let inner {
        keys.add("query", inner)
      } else if let query {
        keys.add("query", query.isNull ? Node(text: "", at: range) : query)
      }
      let refresh = keys.take("refresh")?.scalar?.int ?? 0
      if refresh != 1 {
        keys.add("refresh", Node(text: refresh == 2 ? "time" : "never", at: range))
      }
      let sort = keys.take("sort")?.scalar?.int ?? 0
      let words = QueryVariable.Sort.allCases
      if sort != 1, let word = words.first(where: { $0.number == sort }) {
        keys.add("sort", Node(text: word.rawValue, at: range))
      }
    case "custom":
      _ = keys.take("query")
      let options = customOptions(query?.text ?? "").map { option -> Node in
        let value = Node(text: option.value, at: range)
        guard let label = option.label else { return value }
        return Node(.mapping([Node.Entry(Node.Key(label, range), value)]), range)
      }
      keys.add("values", Node(.sequence(options), range))
    case "interval":
      _ = keys.take("query")
      let values = (query?.text ?? "").split(separator: ",").map { part in
        Node(text: part.filter { $0 != " " }, at: range)
      }
      keys.add("values", Node(.sequence(values), range))
    case "constant": keys.add("value", Node(text: query?.text ?? "", at: range))
    case "textbox": keys.add("default", Node(text: query?.text ?? "", at: range))
    default: break
    }
  }

  /// `a,Label : b` apart; `\,` is a comma.
  private func customOptions(_ text: String) -> [(label: String?, value: String)] {
    var parts: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        if byte != UInt8(ascii: ",") { parts[parts.count - 1].append(UInt8(ascii: "\\")) }
        parts[parts.count - 1].append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: ",") {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    return parts.filter { !$0.isEmpty }.map { bytes in
      let part = String(decoding: bytes, as: UTF8.self).trimmed
      guard let colon = part.firstRange(of: " : ") else { return (nil, part) }
      return (
        String(part[..<colon.lowerBound]).trimmed, String(part[colon.upperBound...]).trimmed
      )
    }
  }
}

extension String {
  /// Without blanks at its ends.
  var trimmed: String {
    let start = drop { $0 == " " || $0 == "\n" }
    var end = start
    while let last = end.last, last == " " || last == "\n" { end.removeLast() }
    return String(end)
  }

  fileprivate func firstRange(of word: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(word) { return index..<self.index(index, offsetBy: word.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
