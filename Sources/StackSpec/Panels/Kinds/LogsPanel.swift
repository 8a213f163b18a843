import Dialects
import SpecLanguage

enum LogsPanel: DataPanelKind {
  static let type = "logs"
  static let summary = "Log lines."
  static let traits = PanelTraits(width: 24, height: 10, datasources: ["loki", "elasticsearch"])

  struct Options: SpecRecord {
    static let name = "logs options"
    static let summary = "Options of a logs panel."

    var showsTime = true
    var showsLabels = false
    var showsCommonLabels = false
    var wraps = true
    var prettifies = false
    var opensDetails = true
    var sortOrder = SortOrder.descending
    var dedup = Dedup.none
    var showsContext: Bool?
    var scrollsOn: Bool?
    var fields: [String] = []
    var showsControls: Bool?
    var showsAttributes: Bool?
    var showsLevel: Bool?
    var showsFieldSelector: Bool?
    var highlights: Bool?
    var fontSize: FontSize?
    var details: Details?
    var resolution: Resolution?

    enum SortOrder: String, Choice {
      case descending = "Descending"
      case ascending = "Ascending"
    }
    enum Dedup: String, Choice { case none, exact, numbers, signature }
    enum FontSize: String, Choice {
      case normal = "default"
      case small
    }
    enum Details: String, Choice { case inline, sidebar }
    enum Resolution: String, Choice { case ms, ns }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("showTime", &showsTime, .upstreamDefault("false"), "Shows the time of each line.")
      key("showLabels", &showsLabels, "Shows the labels of each line.")
      key("showCommonLabels", &showsCommonLabels, "Shows labels that all lines have.")
      key("wrapLogMessage", &wraps, .upstreamDefault("false"), "Wraps long lines.")
      key("prettifyLogMessage", &prettifies, "Shows JSON in several lines.")
      key("enableLogDetails", &opensDetails, "Whether a line can be opened.")
      key("sortOrder", &sortOrder, "Newest or oldest first.")
      key("dedupStrategy", &dedup, "Which lines count as the same.")
      key("showLogContextToggle", &showsContext, "Offers the lines around a line.")
      key("enableInfiniteScrolling", &scrollsOn, "Loads more at the end.")
      key("displayedFields", &fields, "Fields shown instead of the line.")
      key("showControls", &showsControls, .since(.grafana, 12, 0), "Shows buttons.")
      key("showLogAttributes", &showsAttributes, .since(.grafana, 12, 0), "Shows attributes.")
      key("showLevel", &showsLevel, .since(.grafana, 12, 0), "Shows levels.")
      key("showFieldSelector", &showsFieldSelector, .since(.grafana, 12, 0), "Offers fields.")
      key("syntaxHighlighting", &highlights, .since(.grafana, 12, 0), "Colours parts of lines.")
      key("fontSize", &fontSize, .since(.grafana, 12, 0), "Size of the text.")
      key("detailsMode", &details, .since(.grafana, 12, 0), "Where details open.")
      key("timestampResolution", &resolution, .since(.grafana, 12, 0), "Digits of times.")
    }
  }
}
