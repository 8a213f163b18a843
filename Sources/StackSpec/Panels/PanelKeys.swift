import SpecLanguage

/// The keys of one kind of panel.
package struct PanelKeys: Sendable {
  package let type: String
  /// What it shares with all kinds.
  package let shared: [String]
  /// Its own options.
  package let options: [String]
  /// How its fields are drawn; some kinds have these in common.
  package let fields: [String]

  package static let kinds: [PanelKeys] = panelKinds.map { kind in
    let keys = kind.record.keys().map(\.name)
    let options = kind.options.keys().map(\.name)
    return PanelKeys(
      type: kind.type, shared: keys.filter(sharedKeys.contains), options: options,
      fields: keys.filter { !sharedKeys.contains($0) && !options.contains($0) })
  }

  private static let sharedKeys: Set<String> = {
    let records = [
      PanelCommon.recordShape, PanelData.recordShape, FieldOptions.recordShape,
    ]
    return Set(records.flatMap { $0.keys().map(\.name) } + ["overrides"])
  }()
}
