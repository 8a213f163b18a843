extension TemplateRenderer {
  /// Calls a function of Go or Prometheus; nil if it fails, or depends on what is not known here.
  func call(_ name: String, _ arguments: [TemplateValue]) -> TemplateValue? {
    if let first = arguments.first, arguments.count == 1 {
      if let text = callOnText(name, first) ?? callOnNumber(name, first) { return .text(text) }
      if name == "not" { return .bool(!first.isTrue) }
      if name == "len" { return length(first) }
    }
    switch name {
    case "and", "or": return arguments.last
    case "print": return print(arguments).map { .text($0) }
    case "println":
      let texts = arguments.compactMap(\.printed)
      return texts.count == arguments.count ? .text(texts.joined(separator: " ") + "\n") : nil
    case "printf":
      guard let format = arguments.first?.asText else { return nil }
      return GoFormat.format(format, Array(arguments.dropFirst())).map { .text($0) }
    case "index": return index(arguments)
    case "eq", "ne", "lt", "le", "gt", "ge": return compare(name, arguments)
    case "match", "reReplaceAll":
      let texts = arguments.compactMap(\.asText)
      return texts.count == arguments.count ? callRegex(name, texts) : nil
    case "parseDuration":
      guard let text = arguments.first?.asText, arguments.count == 1 else { return nil }
      return Duration(text).map { .number(Double($0.milliseconds) / 1000) }
    default: return nil
    }
  }

  private func length(_ value: TemplateValue) -> TemplateValue? {
    switch value {
    case .text(let text): .integer(text.utf8.count)
    case .labels(let labels): .integer(labels.count)
    default: nil
    }
  }

  /// Puts blanks only between values neither of which is a text.
  private func print(_ arguments: [TemplateValue]) -> String? {
    var result = ""
    var wasText = true
    for (index, argument) in arguments.enumerated() {
      guard let text = argument.printed else { return nil }
      let isText = argument.asText != nil
      if index > 0, !isText, !wasText { result += " " }
      result += text
      wasText = isText
    }
    return result
  }

  private func index(_ arguments: [TemplateValue]) -> TemplateValue? {
    if arguments.count == 1 { return arguments[0] }
    guard arguments.count == 2, case .labels(let labels) = arguments[0] else { return nil }
    return arguments[1].asText.map { .text(labels[$0] ?? "") }
  }

  private func callRegex(_ name: String, _ texts: [String]) -> TemplateValue? {
    guard let pattern = texts.first.flatMap({ RE2Pattern($0) }) else { return nil }
    if name == "match", texts.count == 2 {
      return .bool(pattern.matches(texts[1], anchored: false))
    }
    guard name == "reReplaceAll", texts.count == 3 else { return nil }
    return .text(pattern.replaceAll(in: texts[2], with: texts[1]))
  }

  private func compare(_ name: String, _ arguments: [TemplateValue]) -> TemplateValue? {
    guard arguments.count == 2 || name == "eq" && arguments.count > 2 else { return nil }
    var isEqual = false
    for other in arguments.dropFirst() {
      guard let equal = equal(arguments[0], other) else { return nil }
      isEqual = isEqual || equal
    }
    if name == "eq" { return .bool(isEqual) }
    if name == "ne" { return .bool(!isEqual) }
    guard let isLess = less(arguments[0], arguments[1]) else { return nil }
    return switch name {
    case "lt": .bool(isLess)
    case "le": .bool(isLess || isEqual)
    case "gt": .bool(!isLess && !isEqual)
    default: .bool(!isLess)
    }
  }

  private func equal(_ a: TemplateValue, _ b: TemplateValue) -> Bool? {
    switch (a, b) {
    case (.text(let a), .text(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.bool(let a), .bool(let b)): a == b
    default: nil
    }
  }

  private func less(_ a: TemplateValue, _ b: TemplateValue) -> Bool? {
    switch (a, b) {
    case (.text(let a), .text(let b)): a < b
    case (.number(let a), .number(let b)): a < b
    case (.integer(let a), .integer(let b)): a < b
    default: nil
    }
  }
}

/// Functions of one argument that give a text.
extension TemplateRenderer {
  private func callOnText(_ name: String, _ argument: TemplateValue) -> String? {
    guard let text = argument.asText else { return nil }
    return switch name {
    case "toUpper": mapped(text, \.uppercaseMapping)
    case "toLower": mapped(text, \.lowercaseMapping)
    case "title": title(text)
    case "stripPort": splitHostPort(text)?.host ?? text
    case "stripDomain": stripDomain(text)
    case "safeHtml": text
    case "urlQueryEscape", "urlquery": queryEscaped(text)
    case "html": htmlEscaped(text)
    default: nil
    }
  }

  private func callOnNumber(_ name: String, _ argument: TemplateValue) -> String? {
    guard let value = argument.asNumber else { return nil }
    return switch name {
    case "humanize": Humanized.decimal(value)
    case "humanize1024": Humanized.binary(value)
    case "humanizeDuration": Humanized.duration(value)
    case "humanizePercentage": GoFormat.fourDigits(value * 100) + "%"
    case "humanizeTimestamp": Humanized.timestamp(value)
    default: nil
    }
  }

  /// Letter for letter, as Go does it; nil where one letter would become two.
  private func mapped(
    _ text: String, _ mapping: (Unicode.Scalar.Properties) -> String
  ) -> String? {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let other = mapping(scalar.properties).unicodeScalars
      guard other.count == 1 else { return nil }
      result.append(contentsOf: other)
    }
    return String(result)
  }

  /// Words of plain letters only: how others are cut differs between versions.
  private func title(_ text: String) -> String? {
    var result: [UInt8] = []
    var isStart = true
    for byte in text.utf8 {
      guard byte.isWord || byte == 0x20 || byte == 0x2D, !(isStart && byte.isDigit) else {
        return nil
      }
      result.append(isStart && byte >= 0x61 && byte <= 0x7A ? byte ^ 0x20 : byte)
      isStart = !byte.isWord
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func splitHostPort(_ text: String) -> (host: String, port: String)? {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    var host = text[..<colon]
    let port = text[text.index(after: colon)...]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    if host.contains("[") || host.contains("]") || port.contains("]") { return nil }
    return (String(host), String(port))
  }

  private func stripDomain(_ text: String) -> String? {
    let parts = splitHostPort(text) ?? (text, "")
    if parts.host.contains(":") { return nil }
    let labels = parts.host.split(separator: ".", omittingEmptySubsequences: false)
    let isAddress =
      labels.count == 4
      && labels.allSatisfy { label in
        UInt8(label) != nil && (label == "0" || !label.hasPrefix("0")) && !label.hasPrefix("+")
      }
    if isAddress { return text }
    let host = labels.first.map(String.init) ?? ""
    return parts.port.isEmpty ? host : "\(host):\(parts.port)"
  }

  private func queryEscaped(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      if byte.isWord || byte == 0x2D || byte == 0x2E || byte == 0x7E {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else if byte == 0x20 {
        result += "+"
      } else {
        result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }

  private func htmlEscaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&#34;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
