extension LogQLExpression {
  /// The query in one canonical form; reading it again gives the same tree.
  package var text: String {
    switch self {
    case .stream(let stream): stream.text
    case .rangeAggregation(let aggregation): aggregation.text
    case .aggregation(let aggregation): aggregation.text
    case .binary(let binary): binary.text
    case .number(let value): GoFormat.shortest(value)
    case .vector(let value): "vector(\(GoFormat.shortest(value)))"
    case .labelReplace(let inner, let arguments):
      "label_replace(\(inner.text), \(arguments.map(quotedGo).joined(separator: ", ")))"
    case .variable(let name): name
    }
  }
}

extension LogQLStream {
  package var text: String {
    let selector = "{" + matchers.map(\.text).joined(separator: ", ") + "}"
    return ([selector] + stages.map(\.text)).joined(separator: " ")
  }
}

extension LogQLMatcher {
  package var text: String { sign.isEmpty ? label : label + sign + quotedGo(value) }
}

extension LogQLStage {
  package var text: String {
    switch self {
    case .lineFilter(let sign, let texts):
      sign + " "
        + texts.map { $0.isAddress ? "ip(\(quotedGo($0.text)))" : quotedGo($0.text) }
        .joined(separator: " or ")
    case .parser(let parser): "| " + parser.text
    case .labelFilter(let filter): "| " + filter.text
    case .lineFormat(let template): "| line_format " + quotedGo(template)
    case .labelFormat(let assignments):
      "| label_format " + assignments.map(\.text).joined(separator: ", ")
    case .decolorize: "| decolorize"
    case .select(let isDrop, let items):
      (isDrop ? "| drop " : "| keep ")
        + items.map { item in
          switch item {
          case .name(let name): name
          case .matcher(let matcher): matcher.text
          }
        }.joined(separator: ", ")
    case .variable(let name): "| " + name
    }
  }
}

extension LogQLAssignment {
  var text: String { name + "=" + (isText ? quotedGo(value) : value) }
}

extension LogQLParserStage {
  var text: String {
    var words = [name] + flags
    if let expression { words.append(quotedGo(expression)) }
    if !labels.isEmpty { words.append(labels.map(\.text).joined(separator: ", ")) }
    return words.joined(separator: " ")
  }
}

extension LogQLLabelFilter {
  var text: String {
    switch self {
    case .matcher(let matcher): matcher.text
    case .comparison(let label, let sign, let value): "\(label) \(sign) \(value)"
    case .address(let label, let sign, let pattern): "\(label) \(sign) ip(\(quotedGo(pattern)))"
    case .both(let left, let right): "(\(left.text) and \(right.text))"
    case .either(let left, let right): "(\(left.text) or \(right.text))"
    }
  }
}

extension LogQLRangeAggregation {
  var text: String {
    var inner = stream.text
    if let unwrap {
      let conversion = unwrap.conversion.map { "\($0)(\(unwrap.label))" }
      inner += " | unwrap " + (conversion ?? unwrap.label)
      for filter in unwrap.filters { inner += " | " + filter.text }
    }
    inner += " [\(interval)]"
    if let offset { inner += " offset " + offset }
    let first = parameter.map { GoFormat.shortest($0) + ", " } ?? ""
    return "\(function)(\(first)\(inner))" + (grouping.map { " " + $0.text } ?? "")
  }
}

extension LogQLGrouping {
  var text: String { (isWithout ? "without (" : "by (") + labels.joined(separator: ", ") + ")" }
}

extension LogQLAggregation {
  var text: String {
    let first = parameter.map { $0 + ", " } ?? ""
    return function + (grouping.map { " \($0.text) " } ?? "") + "(\(first)\(operand.text))"
  }
}

extension LogQLBinary {
  var text: String {
    var words = [sign]
    if returnsBool { words.append("bool") }
    if let matching {
      words.append(
        (matching.isOn ? "on (" : "ignoring (") + matching.labels.joined(separator: ", ") + ")")
      if let group = matching.group {
        words.append("\(group) (" + matching.included.joined(separator: ", ") + ")")
      }
    }
    return side(left) + " " + words.joined(separator: " ") + " " + side(right)
  }

  private func side(_ expression: LogQLExpression) -> String {
    if case .binary = expression { "(\(expression.text))" } else { expression.text }
  }
}
