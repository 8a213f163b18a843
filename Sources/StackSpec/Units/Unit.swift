import Diagnostics
import OrderedTree
import SpecLanguage
import YAMLTree

/// A unit of values: plain words (`%`, `mbar`, `req/s`) or Grafana's id (`percent`, `reqps`).
struct Unit: TextValue, Hashable {
  /// Grafana's id.
  var text: String

  static var textShape: TextShape { TextShape("unit", example: "mbar") }
  var specText: String? { text }

  init(id: String) { text = id }

  /// A unit by its id or by one of its words.
  init?(word: String) {
    if let entry = unitsByWord[word] {
      text = entry.id
    } else if Self.ownForms.contains(where: { word.hasPrefix($0) && word.count > $0.count }) {
      text = word
    } else {
      return nil
    }
  }

  // Forms in which Grafana takes any text.
  private static let ownForms = [
    "suffix:", "prefix:", "si:", "count:", "currency:", "time:", "bool:",
  ]

  static func read(_ node: Node, _ reading: Reading) -> Unit? {
    guard let scalar = node.scalar, !scalar.isNull else {
      reading.wrongType(node, expected: shape)
      return nil
    }
    return parse(scalar.text, node, reading)
  }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> Unit? {
    if let unit = Unit(word: text) { return unit }
    let words = nearest(to: text, among: unitTable.flatMap { [$0.id] + $0.words })
    let own = "write \"suffix: \(text)\" for a unit that Grafana does not know"
    var finding = Diagnostic(
      .unknownUnit, .error, "no unit is named '\(text)'", at: node.range
    ).help(words.isEmpty ? own : "did you mean '\(words.joined(separator: "' or '"))'? Else \(own)")
    if words.count == 1 { finding = finding.replacing(node.range, with: words[0]) }
    reading.diagnostics.report(finding)
    return nil
  }
}

extension Quantity {
  /// The number in another unit; `nil` when the two units measure different things.
  func number(in unit: Unit?) -> Double? {
    guard !self.unit.isEmpty else { return value }
    guard let own = Unit(word: self.unit) else { return self.unit == unit?.text ? value : nil }
    guard let unit else { return nil }
    if own == unit { return value }
    guard let from = unitsByWord[own.text]?.scale, let to = unitsByWord[unit.text]?.scale,
      from.quantity == to.quantity
    else { return nil }
    // Divides by the inverse where that is the whole number: 80 % are 0.8 and not 0.8000000001.
    let factor = from.factor / to.factor
    return factor < 1 ? value / (1 / factor).rounded(toWhole: 1e-9) : value * factor
  }
}

extension Double {
  /// The nearest whole number where this one is as good as whole.
  fileprivate func rounded(toWhole tolerance: Double) -> Double {
    let whole = rounded()
    return abs(self - whole) < tolerance * abs(whole) ? whole : self
  }
}

/// Units by id and by word; ids win.
private let unitsByWord: [String: UnitEntry] = {
  var units: [String: UnitEntry] = [:]
  units.reserveCapacity(4 * unitTable.count)
  for entry in unitTable {
    for word in entry.words { units[word] = entry }
  }
  for entry in unitTable { units[entry.id] = entry }
  return units
}()
