/// One mention of a variable of Grafana: `$name`, `${name}`, `${name:regex}`, `[[name]]`.
struct VariableReference {
  var name: String
  var bytes: Range<Int>

  /// Grafana's own variables begin with two underscores.
  var isBuiltIn: Bool { Self.builtIn.contains(name) || isDotted }

  /// What stands in links, transformations and SQL is made of many more.
  private var isDotted: Bool {
    ["__field", "__data", "__value", "__series", "__cell", "__url", "__time"].contains {
      name.hasPrefix($0)
    }
  }

  static let builtIn: Set<String> = [
    "__interval", "__interval_ms", "__rate_interval", "__rate_interval_ms", "__range", "__range_s",
    "__range_ms", "__from", "__to", "__name", "__org", "__user", "__dashboard", "__all",
    "__auto", "__auto_interval", "__unixEpochFilter", "__unixEpochFrom", "__unixEpochTo",
    "__unixEpochNanoFilter", "__unixEpochNanoFrom", "__unixEpochNanoTo", "__unixEpochGroup",
    "__unixEpochGroupAlias", "__timeFilter", "__timeFrom", "__timeTo", "__timeGroup",
    "__timeGroupAlias", "__timeEpoch", "__timeEpochNano", "__interval_s", "__searchFilter",
    "__annotation", "__file", "__env", "__vault", "__slug", "__timezone", "timeFilter",
  ]
}

/// Every mention of a variable in a text, in order.
func variableReferences(in text: String) -> [VariableReference] {
  let bytes = Array(text.utf8)
  var references: [VariableReference] = []
  var index = 0
  while index + 1 < bytes.count {
    let start: Int
    let isBracketed: Bool
    switch (bytes[index], bytes[index + 1]) {
    case (UInt8(ascii: "$"), UInt8(ascii: "{")), (UInt8(ascii: "["), UInt8(ascii: "[")):
      (start, isBracketed) = (index + 2, true)
    case (UInt8(ascii: "$"), _): (start, isBracketed) = (index + 1, false)
    default:
      index += 1
      continue
    }
    var end = start
    while end < bytes.count, isWord(bytes[end]) { end += 1 }
    // `$1` is a group of a regular expression.
    guard end > start, !(0x30...0x39).contains(bytes[start]) else {
      index += 1
      continue
    }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    if isBracketed {
      while end < bytes.count, bytes[end] != UInt8(ascii: "}"), bytes[end] != UInt8(ascii: "]") {
        end += 1
      }
      end = min(bytes.count, bytes[index] == UInt8(ascii: "$") ? end + 1 : end + 2)
    }
    references.append(VariableReference(name: name, bytes: index..<end))
    index = end
  }
  return references
}

private func isWord(_ byte: UInt8) -> Bool {
  (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
}
