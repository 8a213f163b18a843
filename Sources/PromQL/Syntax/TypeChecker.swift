import Diagnostics
import Dialects

/// Checks types, numbers of arguments and matching, from the leaves upwards.
struct TypeChecker {
  let query: Query
  let dialect: PromQLDialect
  let text: [UInt8]
  var findings: [PromQLFinding] = []

  init(query: Query, dialect: PromQLDialect, text: [UInt8]) {
    self.query = query
    self.dialect = dialect
    self.text = text
  }

  mutating func check() {
    let infoSelectors = selectorsOfInfo()
    for (id, node) in query.nodes.enumerated() {
      switch node.kind {
      case .number, .string, .parentheses, .variable: break
      case .selector(let selector):
        check(selector, node, mayMatchAll: infoSelectors.contains(id))
      case .subquery(let subquery):
        expect(
          .instantVector, subquery.operand, "a subquery runs over an instant vector",
          help: "a range vector has its samples already")
      case .aggregation(let aggregation): check(aggregation)
      case .call(let call): check(call, node)
      case .binary(let binary): check(binary, node)
      case .unary(_, let operand):
        let type = query[operand].type
        if type == .rangeVector || type == .string {
          report(.queryType, "a sign cannot stand before \(type.wordsWithArticle)", at: node.range)
        }
      }
    }
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, help: String? = nil,
    replacement: String? = nil
  ) {
    findings.append(
      PromQLFinding(code, .error, message, at: range, help: help, replacement: replacement))
  }

  private mutating func expect(
    _ wanted: ValueType, _ id: Query.ID, _ message: String, help: String? = nil,
    replacement: String? = nil
  ) {
    let found = query[id].type
    guard !found.isPossibly(wanted) else { return }
    report(
      .queryType, "\(message), found \(found.wordsWithArticle)", at: query[id].range, help: help,
      replacement: replacement)
  }

  /// The second argument of `info` picks labels and may be as wide as it likes.
  private func selectorsOfInfo() -> Set<Query.ID> {
    var list: Set<Query.ID> = []
    for node in query.nodes {
      if case .call(let call) = node.kind, call.function == "info", call.arguments.count > 1 {
        list.insert(call.arguments[1])
      }
    }
    return list
  }

  private mutating func check(_ selector: Selector, _ node: Node, mayMatchAll: Bool) {
    if let name = selector.name {
      let isQuoted = text[Int(selector.namePlace.start)].isQuote
      for matcher in selector.matchers where matcher.label.text == "__name__" && !isQuoted {
        report(
          .querySelector, "the metric already has the name '\(name)'", at: matcher.range,
          help: "name it before the braces or inside, not both")
      }
      return
    }
    if mayMatchAll || selector.matchers.contains(where: { !$0.matchesEmpty }) { return }
    report(
      .querySelector, "this would select everything", at: node.range,
      help: "name a metric, or demand a value of some label")
  }

  private mutating func check(_ aggregation: Aggregation) {
    let name = aggregation.operation.rawValue
    let operand = query[aggregation.operand]
    expect(
      .instantVector, aggregation.operand, "'\(name)' aggregates an instant vector",
      help: operand.type == .rangeVector ? reducingHelp(aggregation.operand) : nil)
    guard let wanted = aggregation.operation.parameterType,
      let parameter = aggregation.parameter
    else { return }
    expect(wanted, parameter, "'\(name)' takes \(wanted.wordsWithArticle) first")
  }

  private func reducingHelp(_ id: Query.ID) -> String {
    let range = query[id].range
    guard range.count <= 40 else {
      return "make one value of the range first, with rate(...) or its kind"
    }
    let inner = String(decoding: text[range], as: UTF8.self)
    return "make one value of the range first, as in rate(\(inner))"
  }

  private mutating func check(_ call: Call, _ node: Node) {
    guard let function = functions[call.function] else { return }
    let count = call.arguments.count
    guard function.argumentCount.contains(count) else {
      return report(
        .queryArguments, "'\(function.name)' takes \(function.argumentWords), not \(count)",
        at: node.range, help: "write \(function.usage)")
    }
    for (index, argument) in call.arguments.enumerated() {
      guard let wanted = function.type(ofArgument: index) else { continue }
      check(argument, index, wanted, function)
    }
    if function.name == "info", count > 1 { checkInfo(call.arguments[1]) }
  }

  private mutating func check(
    _ argument: Query.ID, _ index: Int, _ wanted: ValueType, _ function: Function
  ) {
    let name = function.name
    let found = query[argument]
    guard !found.type.isPossibly(wanted) else { return }
    var help: String?
    var replacement: String?
    if wanted == .rangeVector, found.type == .instantVector {
      let range = dialect.place == .dashboard ? "[$__rate_interval]" : "[5m]"
      let inner = String(decoding: text[found.range], as: UTF8.self)
      switch found.kind {
      case .selector(let selector) where selector.time == TimeShift():
        help = "give it a range: \(inner)\(range)"
        replacement = inner + range
      case .aggregation(let aggregation) where name == "rate" || name == "increase":
        let outer = aggregation.operation.rawValue
        help = "take the \(name) first: \(outer)(\(name)(...\(range)))"
      default: help = "over an expression use a subquery: (...)[5m:]"
      }
    } else if found.type == .rangeVector {
      help = reducingHelp(argument)
    } else if wanted == .instantVector, found.type == .scalar {
      help = "vector(...) makes a vector of a number"
    }
    let order = function.arguments.count > 1 ? " as argument \(index + 1)" : ""
    report(
      .queryType,
      "'\(name)' takes \(wanted.wordsWithArticle)\(order), found \(found.type.wordsWithArticle)",
      at: found.range,
      help: help, replacement: replacement)
  }

  private mutating func checkInfo(_ argument: Query.ID) {
    if case .selector(let selector) = query[argument].kind, selector.name == nil { return }
    report(
      .queryArguments, "'info' takes labels in braces, without a metric, as its second argument",
      at: query[argument].range)
  }

  private mutating func check(_ binary: Binary, _ node: Node) {
    let left = query[binary.left].type
    let right = query[binary.right].type
    let sign = binary.sign
    for side in [binary.left, binary.right] {
      let type = query[side].type
      if type == .rangeVector || type == .string {
        report(
          .queryType, "'\(sign)' cannot work on \(type.wordsWithArticle)", at: query[side].range,
          help: type == .rangeVector ? reducingHelp(side) : nil)
      }
    }
    if binary.returnsBool, !binary.operation.isComparison {
      report(.queryOperator, "'bool' belongs to comparisons", at: binary.place.range)
    }
    if binary.operation.isComparison, !binary.returnsBool, left == .scalar, right == .scalar {
      report(
        .queryOperator, "two numbers can only be compared with 'bool'", at: binary.place.range,
        help: "write \(sign) bool", replacement: "\(sign) bool")
    }
    let hasScalar = left == .scalar || right == .scalar
    if hasScalar, binary.operation.isSetOperation {
      report(
        .queryOperator, "'\(sign)' joins vectors, not numbers", at: binary.place.range,
        help: "vector(...) makes a vector of a number")
    }
    if let matching = binary.matching { check(matching, binary, node) }
  }

  private mutating func check(_ matching: Matching, _ binary: Binary, _ node: Node) {
    let types = [query[binary.left].type, query[binary.right].type]
    let isBetweenVectors = types.allSatisfy { $0.isPossibly(.instantVector) }
    let fills = matching.fillLeft != nil || matching.fillRight != nil
    if !isBetweenVectors {
      if let on = matching.on, !on.labels.isEmpty {
        report(
          .queryOperator, "labels can only be matched between two vectors", at: on.place.range)
      }
      if fills {
        report(
          .queryOperator, "missing series can only be filled in between two vectors",
          at: binary.place.range)
      }
      // A group without labels is ignored beside a number.
      return checkSharedLabels(matching)
    }
    checkSharedLabels(matching)
    guard binary.operation.isSetOperation else { return }
    if let group = matching.group {
      report(
        .queryOperator, "'\(binary.operation.rawValue)' always matches many to many",
        at: group.place.range, help: "remove it")
    }
    if fills {
      report(
        .queryOperator, "'\(binary.operation.rawValue)' cannot fill in missing series",
        at: binary.place.range)
    }
  }

  private mutating func checkSharedLabels(_ matching: Matching) {
    guard let on = matching.on, on.keeps, let group = matching.group else { return }
    for label in group.labels where on.labels.contains(where: { $0.text == label.text }) {
      report(
        .queryOperator, "'\(label.text)' is matched already; a group cannot bring it too",
        at: label.place.range, help: "remove it here")
    }
  }
}

extension UInt8 {
  fileprivate var isQuote: Bool {
    self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "`")
  }
}

extension LabelMatcher {
  /// Whether series without the label pass. A value yet unknown may exclude them.
  var matchesEmpty: Bool {
    if isVariable || label.isDynamic || value.isDynamic { return false }
    switch operation {
    case .equal: return value.value.isEmpty
    case .notEqual: return !value.value.isEmpty
    case .regex: return WholePattern(value.value)?.matches("") ?? true
    case .notRegex: return !(WholePattern(value.value)?.matches("") ?? false)
    }
  }
}

extension Function {
  fileprivate var argumentWords: String {
    let range = argumentCount
    let count: String
    if range.lowerBound == range.upperBound {
      count = "\(range.lowerBound)"
    } else if range.upperBound == Int.max {
      return "at least \(range.lowerBound) argument\(range.lowerBound == 1 ? "" : "s")"
    } else {
      count = "\(range.lowerBound) to \(range.upperBound)"
    }
    if count == "0" { return "no arguments" }
    return count == "1" ? "one argument" : "\(count) arguments"
  }

  fileprivate var usage: String {
    let words = arguments.enumerated().map { index, type in
      let isOptional = index == arguments.count - 1 && variadic != 0
      let word =
        switch type {
        case .instantVector: "vector"
        case .rangeVector: "vector[5m]"
        case .scalar: "number"
        case .string: "\"text\""
        case .unknown: "value"
        }
      return isOptional ? "[\(word)\(variadic == 1 ? "" : ", ...")]" : word
    }
    return "\(name)(\(words.joined(separator: ", ")))"
  }
}
