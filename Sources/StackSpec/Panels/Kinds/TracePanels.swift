import SpecLanguage

enum TracesPanel: DataPanelKind {
  static let type = "traces"
  static let summary = "The spans of one trace."
  static let traits = PanelTraits(
    width: 24, height: 16, datasources: ["tempo", "jaeger", "zipkin"])
}

enum FlameGraphPanel: DataPanelKind {
  static let type = "flamegraph"
  static let summary = "Where a program spends its time or memory."
  static let traits = PanelTraits(
    width: 24, height: 16, datasources: ["grafana-pyroscope-datasource"])
}

enum NodeGraphPanel: DataPanelKind {
  static let type = "nodeGraph"
  static let summary = "Nodes and the edges between them, such as services and their calls."
  static let traits = PanelTraits(width: 24, height: 14, asks: .table)

  struct Options: SpecRecord {
    static let name = "node graph options"
    static let summary = "Options of a node graph panel."

    var nodes: Nodes?
    var edges: Edges?
    var zoom: Zoom?

    enum Zoom: String, Choice { case cooperative, greedy }

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("nodes", &nodes, "How nodes are shown.")
      key("edges", &edges, "How edges are shown.")
      key("zoomMode", &zoom, "Whether the wheel zooms at once.")
    }
  }

  struct Edges: SpecRecord {
    static let name = "graph edges"
    static let summary = "How edges are shown."

    var mainUnit: Unit?
    var secondUnit: Unit?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("mainStatUnit", &mainUnit, "Unit of the first number.")
      key("secondaryStatUnit", &secondUnit, "Unit of the second number.")
    }
  }

  struct Nodes: SpecRecord {
    static let name = "graph nodes"
    static let summary = "How nodes are shown."

    var units = Edges()
    var arcs: [Arc] = []

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      units.visitKeys(&key)
      key("arcs", &arcs, "Fields drawn as arcs around a node.")
    }
  }

  struct Arc: SpecRecord {
    static let name = "arc"
    static let summary = "A field drawn as an arc around a node."

    var field = ""
    var color: ColorName?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("field", &field, .required, "The field.")
      key("color", &color, "Its colour.")
    }
  }
}
