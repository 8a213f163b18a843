import OrderedTree
import SpecLanguage
import YAMLTree

enum AlertListPanel: PanelKind {
  static let type = "alertlist"
  static let summary = "Alerts and their states."
  static let traits = PanelTraits(width: 12, height: 8, needsQuery: false)

  struct Options: SpecRecord {
    static let name = "alert list options"
    static let summary = "Options of an alert list panel."

    var viewMode = ViewMode.list
    var groupMode = GroupMode.default
    var groupBy: [String] = []
    var maxItems = 20
    var sortOrder = Order.importance
    var isOnlyOwn = false
    var alertName: String?
    var labelFilter: String?
    var datasource: String?
    var folder = Raw.nothing
    var states = States()

    enum ViewMode: String, Choice { case list, stat }
    enum GroupMode: String, Choice { case `default`, custom }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("viewMode", &viewMode, "A list, or a number.")
      key("groupMode", &groupMode, "Whether groups are those below.")
      key("groupBy", &groupBy, "Labels that group alerts.")
      key("maxItems", &maxItems, "Most alerts.")
      key("sortOrder", &sortOrder, .upstreamDefault("name"), "Order of the alerts.")
      key("dashboardAlerts", &isOnlyOwn, "Only alerts that lead to this dashboard.")
      key("alertName", &alertName, "Alerts whose names hold this text.")
      key("alertInstanceLabelFilter", &labelFilter, "Alerts with these labels: `{job=\"x\"}`.")
      key("datasource", &datasource, "Name of the datasource they come from.")
      key("folder", &folder, "Folder they are in, in Grafana's form.")
      key("stateFilter", &states, "States that are shown.")
    }
  }

  /// Grafana's numbers of the orders.
  enum Order: String, NumberedChoice {
    case name, importance
    case nameDown = "name desc"
    case oldest = "oldest first"
    case newest = "newest first"

    var number: Int {
      switch self {
      case .name: 1
      case .nameDown: 2
      case .importance: 3
      case .oldest: 4
      case .newest: 5
      }
    }
  }

  struct States: SpecRecord {
    static let name = "alert states"
    static let summary = "States that are shown."

    var isFiring = true
    var isPending = true
    var hasNoData = false
    var isNormal = false
    var hasError = true

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("firing", &isFiring, "Alerts that fire.")
      key("pending", &isPending, "Alerts that may fire soon.")
      key("noData", &hasNoData, "Alerts without data.")
      key("normal", &isNormal, "Alerts that are well.")
      key("error", &hasError, "Alerts that cannot be evaluated.")
    }
  }
}

enum DashListPanel: PanelKind {
  static let type = "dashlist"
  static let summary = "Links to dashboards."
  static let traits = PanelTraits(width: 8, height: 8, needsQuery: false)

  struct Options: SpecRecord {
    static let name = "dashboard list options"
    static let summary = "Options of a dashboard list panel."

    var showsSearch = true
    var showsStarred = false
    var showsRecent = false
    var showsHeadings = false
    var showsFolders: Bool?
    var keepsTime = true
    var includesVariables = false
    var maxItems = 20
    var query: String?
    var tags: [String] = []
    var folder: String?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key(
        "showSearch", &showsSearch, .upstreamDefault("false"),
        "Dashboards found by the words below."
      )
      key("showStarred", &showsStarred, .upstreamDefault("true"), "Dashboards with a star.")
      key("showRecentlyViewed", &showsRecent, "Dashboards seen lately.")
      key("showHeadings", &showsHeadings, .upstreamDefault("true"), "Whether lists have titles.")
      key("showFolderNames", &showsFolders, "Whether folders are named.")
      key("keepTime", &keepsTime, .upstreamDefault("false"), "Hands the time range on.")
      key("includeVars", &includesVariables, "Hands the variables on.")
      key("maxItems", &maxItems, .upstreamDefault("10"), "Most dashboards of a list.")
      key("query", &query, "Words in the title.")
      key("tags", &tags, "Tags that dashboards have.")
      key("folderUID", &folder, "Folder they are in.")
    }
  }
}

enum AnnotationListPanel: PanelKind {
  static let type = "annolist"
  static let summary = "Events written into Grafana."
  static let traits = PanelTraits(width: 8, height: 8, needsQuery: false)

  struct Options: SpecRecord {
    static let name = "annotation list options"
    static let summary = "Options of an annotation list panel."

    var isOnlyOwn = false
    var isOnlyInRange = false
    var tags: [String] = []
    var limit = 10
    var showsUser = true
    var showsTime = true
    var showsTags = true
    var opensPanel = true
    var before: String?
    var after: String?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("onlyFromThisDashboard", &isOnlyOwn, "Only events of this dashboard.")
      key("onlyInTimeRange", &isOnlyInRange, "Only events of the time range.")
      key("tags", &tags, "Tags that events have.")
      key("limit", &limit, "Most events.")
      key("showUser", &showsUser, "Shows who wrote it.")
      key("showTime", &showsTime, "Shows when it was.")
      key("showTags", &showsTags, "Shows its tags.")
      key("navigateToPanel", &opensPanel, "Leads to the panel it was written on.")
      key("navigateBefore", &before, "Time shown before the event.")
      key("navigateAfter", &after, "Time shown after the event.")
    }
  }
}

enum NewsPanel: PanelKind {
  static let type = "news"
  static let summary = "Headlines of a feed."
  static let traits = PanelTraits(width: 8, height: 8, needsQuery: false)

  struct Options: SpecRecord {
    static let name = "news options"
    static let summary = "Options of a news panel."

    var feed = ""
    var showsImage = true

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("feedUrl", &feed, .required, "Address of the RSS or Atom feed.")
      key("showImage", &showsImage, "Shows images of the articles.")
    }
  }
}
