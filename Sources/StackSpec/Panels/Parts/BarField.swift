import SpecLanguage

/// How bars are drawn: barchart panels; histograms have stacks beside it.
struct BarField: SpecRecord {
  static let name = "bar field"
  static let summary = "How bars are drawn."

  var lineWidth = 1
  var fillOpacity = 80
  var gradient: Gradient?
  var axis = AxisOptions()
  var hideFrom: HideFrom?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("lineWidth", &lineWidth, "Width of outlines in pixels.")
    key("fillOpacity", &fillOpacity, "Per cent of colour in bars.")
    key("gradientMode", &gradient, "Gradient of the fill.")
    axis.visitKeys(&key)
    key("hideFrom", &hideFrom, "Where the series does not appear.")
  }
}

/// How states are drawn: state-timeline and status-history panels.
struct StateField: SpecRecord {
  static let name = "state field"
  static let summary = "How states are drawn."

  var fillOpacity = 70
  var lineWidth: Int?
  var axis = AxisOptions()
  var hideFrom: HideFrom?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("fillOpacity", &fillOpacity, "Per cent of colour in states.")
    key("lineWidth", &lineWidth, "Width of outlines in pixels.")
    axis.visitKeys(&key)
    key("hideFrom", &hideFrom, "Where the series does not appear.")
  }
}
