import SpecLanguage

enum HistogramPanel: DataPanelKind {
  static let type = "histogram"
  static let summary = "How often values occur."
  static let traits = PanelTraits(width: 8, height: 8, legend: .series)

  struct Options: SpecRecord {
    static let name = "histogram options"
    static let summary = "Options of a histogram panel."

    var tooltip = TooltipOptions(.multi)
    var bucketCount: Int?
    var bucketSize: Int?
    var bucketOffset: Double?
    var combines: Bool?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      key("tooltip", &tooltip, .upstreamDefault("single"), "The box under the cursor.")
      key("bucketCount", &bucketCount, "How many buckets there are.")
      key("bucketSize", &bucketSize, "Width of a bucket.")
      key("bucketOffset", &bucketOffset, "Where the first bucket begins.")
      key("combine", &combines, "Counts all series together.")
    }
  }

  struct Custom: SpecRecord {
    static let name = "histogram field"
    static let summary = "How bars are drawn."

    var bars = BarField()
    var stacking: Stacking?

    init() {}

    mutating func visitKeys(_ key: inout some KeyVisitor) {
      bars.visitKeys(&key)
      key("stacking", &stacking, "Whether series are stacked.")
    }
  }
}
