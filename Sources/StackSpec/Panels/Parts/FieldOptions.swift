import Dialects
import OrderedTree
import SpecLanguage
import YAMLTree

/// `fieldConfig.defaults` without `custom`: how values are shown, whatever the kind of panel.
struct FieldOptions: SpecRecord {
  static let name = "field options"
  static let summary = "How values are shown."

  var unit: Unit?
  var decimals: Int?
  var min: Double?
  var max: Double?
  var limits: PanelThresholds?
  var color: FieldColor?
  var mappings: [MappingSpec] = []
  var displayName: String?
  var noValue: String?
  var dataLinks: [DataLinkSpec] = []
  var hasOwnRange: Bool?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("unit", &unit, "Unit: a plain word such as `%` or `req/s`, or Grafana's id.")
    key("decimals", &decimals, "Digits after the point.")
    key("min", &min, "Lower end of the scale.")
    key("max", &max, "Upper end of the scale.")
    key("thresholds", &limits, "Limits by severity, `{warning: \"> 80\"}`, or Grafana's steps.")
    key("color", &color, "One colour, or a mode such as `palette-classic`.")
    key("mappings", &mappings, "Texts and colours for certain values.")
    key("displayName", &displayName, "Name of the field.")
    key("noValue", &noValue, "Text when there is no value.")
    key("dataLinks", &dataLinks, KeyRule.writtenAs("links"), "Links of each value.")
    key("fieldMinMax", &hasOwnRange, "Whether each field has a scale of its own.")
  }
}
