import Dialects
import OrderedTree
import SpecLanguage
import StackModel
import YAMLTree

/// A dashboard, as written.
struct DashboardSpec: SpecRecord {
  static let name = "dashboard"
  static let summary = "A dashboard: rows of panels, and variables to choose by."

  var title: String?
  var description: String?
  var isEnabled = true
  var base: Located<String>?
  var file: RelativePath?
  var isLenient = false
  var uid: DashboardUID?
  var tags: [String] = []
  var folder: String?
  var refresh: Located<String>?
  var time: TimeSpec?
  var timezone: String?
  var weekStart: String?
  var fiscalYearStart: Int?
  var timePicker: TimePickerSpec?
  var sharedCursor = CursorSpec.crosshair
  var isEditable: Bool?
  var isLive: Bool?
  var preloads: Bool?
  var datasource: Located<String>?
  var variables = Named<VariableSpec>()
  var annotations = Named<AnnotationSpec>()
  var links: [LinkSpec] = []
  var panels: [PanelSpec] = []
  var rows: [RowSpec] = []
  var patch = Raw.nothing

  init() {}

  var panelCount: Int { rows.reduce(panels.count) { $0 + $1.panels.count } }

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("title", &title, "Its title; its name when left out.")
    key("description", &description, "What it is for.")
    key("enabled", &isEnabled, "Whether it is part of the stack.")
    key("from", &base, "Another dashboard this one starts from, such as that of a pack.")
    key("file", &file, "A dashboard exported from Grafana, relative to the spec.")
    key("lenient", &isLenient, "Warns only of mistakes in its queries: others wrote them.")
    key("uid", &uid, "Its identity in Grafana; made from its name when left out.")
    key("tags", &tags, "Words to find it by.")
    key("folder", &folder, "Title of its folder; that of the stack when left out.")
    key("refresh", &refresh, "How often it asks again: 30s, 1m; 5s at the least.")
    key("time", &time, "Time range at first: `6h`, or `{from: now-6h, to: now}`.")
    key("timezone", &timezone, "`browser`, `utc` or a name such as `Europe/Madrid`.")
    key("weekStart", &weekStart, "First day of the week: `monday`, `saturday`, `sunday`.")
    key("fiscalYearStartMonth", &fiscalYearStart, "First month of the fiscal year, from 0.")
    key("timepicker", &timePicker, "What the choice of time offers.")
    key("cursor", &sharedCursor, "What the cursor over one panel shows in the others.")
    key("editable", &isEditable, "Whether people may try changes.")
    key("liveNow", &isLive, "Moves with the time even between refreshes.")
    key("preload", &preloads, "Asks for panels before they are in sight.")
    key("datasource", &datasource, "Datasource of its panels, by its name in the spec.")
    key("variables", &variables, "Choices above the panels, used as `$name`.")
    key("annotations", &annotations, "Events drawn over the panels.")
    key("links", &links, "Links beside the title.")
    key("panels", &panels, "Panels, above the rows.")
    key("rows", &rows, "Rows of panels: `- Title: [panels]`.")
    key("patch", &patch, "Any keys of the dashboard in Grafana's form.")
  }
}

/// What the cursor over one panel shows in the others.
enum CursorSpec: String, Choice {
  case none, crosshair, tooltip

  var model: SharedCursor {
    switch self {
    case .none: .none
    case .crosshair: .crosshair
    case .tooltip: .tooltip
    }
  }
}

/// A time range: `6h` up to now, or two ends.
struct TimeSpec: SpecRecord {
  static let name = "time range"
  static let summary = "A time range."
  static var shortForm: Shape? { Duration.shape }

  var from = "now-6h"
  var to = "now"

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("from", &from, .required, "Its start: `now-6h`, or a date.")
    key("to", &to, "Its end.")
  }

  static func readShort(_ node: Node, _ reading: Reading) -> TimeSpec? {
    if let text = node.scalar?.text, text.hasPrefix("now-") {
      var time = TimeSpec()
      time.from = text
      return time
    }
    guard Duration.read(node, reading) != nil, let text = node.scalar?.text else { return nil }
    var time = TimeSpec()
    time.from = "now-\(text)"
    return time
  }
}

/// What the choice of time offers.
struct TimePickerSpec: SpecRecord {
  static let name = "time picker"
  static let summary = "What the choice of time offers."

  var isHidden: Bool?
  var intervals: [Duration] = []
  var nowDelay: String?
  var ranges: [QuickRange] = []

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("hidden", &isHidden, "Whether there is no choice.")
    key("refresh_intervals", &intervals, "Refresh intervals offered.")
    key("nowDelay", &nowDelay, "How long after the fact data is there.")
    key("quick_ranges", &ranges, "Ranges offered.")
  }

  struct QuickRange: SpecRecord {
    static let name = "quick range"
    static let summary = "A range the choice of time offers."

    var display = ""
    var from = ""
    var to = ""

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("display", &display, .required, "Its text.")
      key("from", &from, .required, "Its start.")
      key("to", &to, .required, "Its end.")
    }
  }
}

/// An identity in Grafana: up to 40 letters, digits, `-` and `_`.
struct DashboardUID: TextValue, Hashable {
  var text: String

  static var textShape: TextShape {
    TextShape("uid", example: "api-health", pattern: "^[A-Za-z0-9_-]{1,40}$")
  }
  var specText: String? { text }

  static func parse(_ text: String, _ node: Node, _ reading: Reading) -> DashboardUID? {
    let isValid =
      (1...40).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x5F
      }
    if isValid { return DashboardUID(text: text) }
    reading.invalid(
      "'\(text)' is not a uid", node, help: "use up to 40 letters, digits, '-' and '_'")
    return nil
  }
}
