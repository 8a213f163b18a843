import Diagnostics

/// Quantiles and the buckets they are made of.
extension Linter {
  mutating func lintHistogram(_ call: Call) {
    let index: Int
    switch call.function {
    case "histogram_quantile": index = 1
    case "histogram_fraction": index = 2
    case "histogram_quantiles": index = 0
    default: return
    }
    guard index < call.arguments.count else { return }
    let buckets = call.arguments[index]
    if let part = partWithoutBuckets(buckets) {
      return fail(
        .bucketsWithoutLe, "'\(part.name)' has no buckets to make a quantile of",
        at: part.range, help: "use the series that ends in _bucket")
    }
    guard !labels[buckets].canHave("le"), readsBuckets(buckets) else { return }
    let place = query.lossOf("le", below: buckets, labels) ?? call.namePlace.range
    fail(
      .bucketsWithoutLe, "'\(call.function)' needs the label 'le' of the buckets, lost here",
      at: place, help: "keep it: sum by (le, ...) (rate(..._bucket[5m]))")
  }

  /// A sum or count of a known histogram, where its buckets are meant.
  private func partWithoutBuckets(_ id: Query.ID) -> (name: String, range: Range<Int>)? {
    for node in query.nodes[query.subtree(id)] {
      guard case .selector(let selector) = node.kind, let name = selector.metricName,
        let known = dictionary.series(name), known.part == .sum || known.part == .count
      else { continue }
      return (name, selector.namePlace.range)
    }
    return nil
  }

  /// Whether every series below are buckets of classic histograms.
  private func readsBuckets(_ id: Query.ID) -> Bool {
    var readsSeries = false
    for node in query.nodes[query.subtree(id)] {
      guard case .selector(let selector) = node.kind else { continue }
      guard selector.metricName?.hasSuffix("_bucket") == true else { return false }
      readsSeries = true
    }
    return readsSeries
  }

  mutating func lintQuantile(_ aggregation: Aggregation) {
    guard aggregation.operation == .quantile, let parameter = aggregation.parameter else { return }
    lintQuantile(parameter)
  }

  mutating func lintQuantiles(_ call: Call) {
    switch call.function {
    case "histogram_quantile", "quantile_over_time": call.arguments.first.map { lintQuantile($0) }
    case "histogram_quantiles": for id in call.arguments.dropFirst(2) { lintQuantile(id) }
    default: break
    }
  }

  private mutating func lintQuantile(_ id: Query.ID) {
    guard let value = number(id), !(0...1).contains(value), !value.isNaN else { return }
    let isPercent = value > 1 && value <= 100
    let meant = numberText(NumberLiteral(value: value / 100, isDuration: false))
    fail(
      .quantileRange, "a quantile lies between 0 and 1", at: query[id].range,
      help: isPercent ? "write \(meant)" : nil, replacement: isPercent ? meant : nil)
  }
}
