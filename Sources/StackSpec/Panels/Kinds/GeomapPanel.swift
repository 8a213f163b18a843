import OrderedTree
import SpecLanguage
import YAMLTree

enum GeomapPanel: DataPanelKind {
  static let type = "geomap"
  static let summary = "Places on a map."
  static let traits = PanelTraits(width: 12, height: 12, asks: .table)

  struct Options: SpecRecord {
    static let name = "map options"
    static let summary = "Options of a map panel."

    var view = MapView()
    var controls = Controls()
    var basemap = Layer("default")
    var layers = [Layer("markers")]
    var tooltip = Tooltip()

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("view", &view, "What the map shows at first.")
      key("controls", &controls, "Buttons and signs on the map.")
      key("basemap", &basemap, "The map below all layers.")
      key("layers", &layers, "What is drawn on the map.")
      key("tooltip", &tooltip, "The box under the cursor.")
    }
  }

  struct MapView: SpecRecord {
    static let name = "map view"
    static let summary = "What the map shows at first."

    var id = Kind.fit
    var latitude: Coordinate?
    var longitude: Coordinate?
    var zoom: Double?
    var allLayers: Bool?
    var isShared: Bool?
    var padding: Int?
    var layer: String?
    var showsLastOnly: Bool?

    enum Kind: String, Choice { case zero, coords, fit }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("id", &id, .upstreamDefault("zero"), "The world, a place, or all of the data.")
      key("lat", &latitude, "Latitude of the centre.")
      key("lon", &longitude, "Longitude of the centre.")
      key("zoom", &zoom, "How near it is.")
      key("allLayers", &allLayers, "Fits all layers.")
      key("shared", &isShared, "Moves with other maps.")
      key("padding", &padding, "Per cent of space around the data.")
      key("layer", &layer, "Layer that is fitted.")
      key("lastOnly", &showsLastOnly, "Fits the last values only.")
    }
  }

  /// Degrees; may be below zero, which other numbers of options may not.
  struct Coordinate: SpecValue {
    var degrees: Double

    static var shape: Shape { .number }

    func tree(_ writing: inout Writing) -> Tree? { .number(degrees) }

    static func read(_ node: Node, _ reading: Reading) -> Coordinate? {
      Double.read(node, reading).map { Coordinate(degrees: $0) }
    }
  }

  struct Controls: SpecRecord {
    static let name = "map controls"
    static let summary = "Buttons and signs on the map."

    var showsZoom = true
    var zoomsWithWheel = true
    var showsAttribution = true
    var showsScale: Bool?
    var measures: Bool?
    var debugs: Bool?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("showZoom", &showsZoom, "Buttons to zoom.")
      key("mouseWheelZoom", &zoomsWithWheel, "The wheel zooms.")
      key("showAttribution", &showsAttribution, "Names who made the map.")
      key("showScale", &showsScale, "A scale.")
      key("showMeasure", &measures, "A tool that measures.")
      key("showDebug", &debugs, "Numbers for finding mistakes.")
    }
  }

  struct Layer: SpecRecord {
    static let name = "map layer"
    static let summary = "Something drawn on the map."

    var type = "markers"
    var name: String?
    var config = Raw.nothing
    var location = Raw.nothing
    var filter = Raw.nothing
    var opacity: Double?
    var hasTooltip: Bool?

    init() {}

    init(_ type: String) { self.type = type }

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("type", &type, .required, "Kind of layer: `markers`, `heatmap`, `route`, `geojson`...")
      key("name", &name, "Its name.")
      key("config", &config, "Settings of its kind, in Grafana's form.")
      key("location", &location, "Which fields hold the place: `{mode: auto}`, `{mode: coords}`...")
      key("filterData", &filter, "Results it is drawn from, in Grafana's form.")
      key("opacity", &opacity, "How much of the colour there is, up to 1.")
      key("tooltip", &hasTooltip, "Whether it has a box under the cursor.")
    }
  }

  struct Tooltip: SpecRecord {
    static let name = "map tooltip"
    static let summary = "The box under the cursor."
    static var shortForm: Shape? { Mode.shape }

    var mode = Mode.details

    enum Mode: String, Choice { case details, none }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("mode", &mode, .required, "Whether it is shown.")
    }

    static func readShort(_ node: Node, _ reading: Reading) -> Tooltip? {
      guard let mode = Mode.read(node, reading) else { return nil }
      var tooltip = Tooltip()
      tooltip.mode = mode
      return tooltip
    }
  }
}
