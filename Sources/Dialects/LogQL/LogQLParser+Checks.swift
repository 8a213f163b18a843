extension LogQLParser {
  /// A query must be able to find its streams by at least one label.
  mutating func checkSelector(_ stream: LogQLStream) {
    let isSelective = stream.matchers.contains { matcher in
      switch matcher.sign {
      case "=": !matcher.value.isEmpty
      case "!=": matcher.value.isEmpty
      case "=~": RE2Pattern("(?s)" + matcher.value).map { !$0.matches("") } ?? true
      case "!~": RE2Pattern("(?s)" + matcher.value)?.matches("") ?? true
      default: true
      }
    }
    if !isSelective {
      report(
        "at least one matcher must not match the empty text", at: stream.range,
        help: "write {app=~\".+\"} instead of {app=~\".*\"}")
    }
  }

  mutating func checkPattern(_ literal: Literal) {
    if !literal.text.namesGrafanaVariable { findings += literal.placed(checkRE2(literal.text)) }
  }

  /// `regexp` makes labels of named groups.
  mutating func checkCaptures(_ literal: Literal) {
    guard !literal.text.namesGrafanaVariable else { return }
    let faults = checkRE2(literal.text)
    findings += literal.placed(faults)
    guard faults.isEmpty, let names = RE2.groupNames(literal.text)?.compactMap({ $0 }) else {
      return
    }
    if names.isEmpty {
      report(
        "'regexp' needs at least one named group", at: literal.range, help: "write (?P<label>...)")
    } else if Set(names).count < names.count {
      report("two groups have the same name", at: literal.range)
    }
  }

  /// Only the shape of a template is checked: Loki has functions of its own.
  mutating func checkTemplate(_ literal: Literal) {
    if !literal.text.namesGrafanaVariable {
      findings += literal.placed(GoTemplate(literal.text).findings)
    }
  }

  mutating func check(
    _ binary: LogQLBinary, _ place: Range<Int>, _ left: Range<Int>, _ right: Range<Int>
  ) {
    for (side, range) in [(binary.left, left), (binary.right, right)] {
      switch side.type {
      case .logStream:
        report(
          "'\(binary.sign)' works on numbers, not on log lines", at: range,
          help: "count the lines first: count_over_time(... [5m])")
      case .scalar where ["and", "or", "unless"].contains(binary.sign):
        report("'\(binary.sign)' works on series, not on a single number", at: range)
      default: break
      }
    }
    if binary.returnsBool, !["==", "!=", "<", "<=", ">", ">="].contains(binary.sign) {
      report("'bool' goes with comparisons only", at: place)
    }
  }

  mutating func check(
    _ aggregation: LogQLAggregation, _ place: Range<Int>, _ parameter: Range<Int>,
    _ operand: Range<Int>
  ) {
    let name = aggregation.function
    let needsParameter = ["topk", "bottomk", "approx_topk"].contains(name)
    if aggregation.operand.type == .logStream {
      report(
        "'\(name)' works on numbers, not on log lines", at: operand,
        help: "count the lines first: \(name)(count_over_time(... [5m]))")
    }
    if aggregation.parameter == nil, needsParameter {
      report("'\(name)' needs a number", at: place, help: "write \(name)(10, ...)")
    } else if let text = aggregation.parameter {
      if !needsParameter {
        report("'\(name)' takes no number", at: parameter)
      } else if !text.namesGrafanaVariable, Int(text).map({ $0 > 0 }) != true {
        report("'\(name)' needs a whole number above 0", at: parameter)
      }
    }
    guard let grouping = aggregation.grouping else { return }
    if name == "approx_topk" || name.hasPrefix("sort") && !grouping.labels.isEmpty {
      report("'\(name)' cannot group", at: place)
    }
  }

  mutating func check(
    _ aggregation: LogQLRangeAggregation, _ place: Range<Int>, _ parameter: Range<Int>?,
    _ grouping: Range<Int>
  ) {
    let name = aggregation.function
    if let parameter, name != "quantile_over_time" {
      report("'\(name)' takes no number", at: parameter)
    } else if parameter == nil, name == "quantile_over_time" {
      report("'\(name)' needs a number", at: place, help: "write \(name)(0.95, ...)")
    }
    let countsLines = ["bytes_over_time", "bytes_rate", "count_over_time"].contains(name)
    let doesBoth = ["rate", "absent_over_time"].contains(name)
    if aggregation.unwrap != nil, countsLines {
      report("'\(name)' counts lines and takes no 'unwrap'", at: place)
    } else if aggregation.unwrap == nil, !countsLines, !doesBoth {
      report(
        "'\(name)' needs the number of a label", at: place,
        help: "add '| unwrap label' before the range")
    }
    let cannotGroup = ["sum_over_time", "rate_counter"].contains(name)
    if aggregation.grouping != nil, countsLines || doesBoth || cannotGroup {
      report(
        "'\(name)' cannot group", at: grouping, help: "group outside: sum by (...) (\(name)(...))")
    }
  }
}
