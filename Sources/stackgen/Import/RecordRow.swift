extension PVRow {
  /// A row of a record that has a value to look at; nothing for others.
  init?(_ record: EPICSRecord) {
    let isAnalog = Self.analogTypes.contains(record.type)
    guard isAnalog || Self.discreteTypes.contains(record.type) else { return nil }
    self.init(name: record.name)
    let fields = record.fields
    self[.description] = fields["DESC"] ?? ""
    guard isAnalog else { return }
    self[.unit] = fields["EGU"] ?? ""
    self[.precision] = wholeText(fields["PREC"] ?? "")
    if let lowest = number("LOPR", fields), let highest = number("HOPR", fields),
      lowest < highest
    {
      (self[.lowest], self[.highest]) = (fields["LOPR"] ?? "", fields["HOPR"] ?? "")
    }
    addLimits(fields)
    if PVRow.limitColumns.contains(where: { !self[$0].isEmpty }) {
      if let distance = number("HYST", fields), distance > 0 {
        self[.hysteresis] = fields["HYST"] ?? ""
      }
      self[.pending] = secondsText(fields["AFTC"] ?? "")
    }
  }

  private static let analogTypes: Set = [
    "ai", "ao", "calc", "calcout", "longin", "longout", "int64in", "int64out", "sub", "sel",
    "dfanout",
  ]
  private static let discreteTypes: Set = ["bi", "bo", "mbbi", "mbbo"]
  private static let limitColumns: [Column] = [.hihi, .high, .low, .lolo]

  /// A limit counts when it has a severity. MAJOR is told of as critical, whichever limit it is.
  private mutating func addLimits(_ fields: [String: String]) {
    let upper = [("HIHI", "HHSV"), ("HIGH", "HSV")]
    let lower = [("LOLO", "LLSV"), ("LOW", "LSV")]
    let sides: [(Column, [(String, String)], isCritical: Bool, isUpper: Bool)] = [
      (.hihi, upper, true, true), (.high, upper, false, true),
      (.low, lower, false, false), (.lolo, lower, true, false),
    ]
    for (column, limits, isCritical, isUpper) in sides {
      let set = limits.filter { severity($0.1, fields) == isCritical }
        .compactMap { number($0.0, fields) }
      // The one that is reached first.
      guard let limit = isUpper ? set.min() : set.max() else { continue }
      self[column] = "\(limit)"
    }
  }

  /// Whether a limit is critical; nothing when it has no severity.
  private func severity(_ field: String, _ fields: [String: String]) -> Bool? {
    switch fields[field] ?? "NO_ALARM" {
    case "MAJOR", "2", "INVALID", "3": true
    case "MINOR", "1": false
    default: nil
    }
  }

  private func number(_ field: String, _ fields: [String: String]) -> Double? {
    fields[field].flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }
}
