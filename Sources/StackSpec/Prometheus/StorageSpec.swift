import Dialects
import SpecLanguage

/// Storage settings in Prometheus' own form.
struct StorageSpec: SpecRecord {
  static let name = "storage"
  static let summary = "Storage settings of Prometheus."

  var tsdb: TSDBSpec?
  var exemplars: ExemplarStorage?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("tsdb", &tsdb, "The store of samples.")
    key("exemplars", &exemplars, "The store of exemplars.")
  }
}

struct TSDBSpec: SpecRecord {
  static let name = "sample store"
  static let summary = "The store of samples."

  var outOfOrderTimeWindow: Duration?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key(
      "out_of_order_time_window", &outOfOrderTimeWindow,
      "How far back a sample may be older than the newest.")
  }
}

struct ExemplarStorage: SpecRecord {
  static let name = "exemplar store"
  static let summary = "The store of exemplars; it also switches on Prometheus' feature."

  var maxExemplars = 100_000

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("max_exemplars", &maxExemplars, "Most exemplars kept in memory.")
  }
}

/// How samples of OpenTelemetry become series.
struct OTLPSpec: SpecRecord {
  static let name = "OTLP receiver"
  static let summary = "How samples of OpenTelemetry become series."
  static var mayBeEmpty: Bool { true }

  var promoteResourceAttributes: [String] = []
  var promoteAllResourceAttributes: Bool?
  var ignoreResourceAttributes: [String] = []
  var translationStrategy: TranslationStrategy?
  var keepIdentifyingResourceAttributes: Bool?
  var convertHistogramsToNHCB: Bool?
  var promoteScopeMetadata: Bool?

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key(
      "promote_resource_attributes", &promoteResourceAttributes,
      "Attributes of the resource that become labels.")
    key(
      "promote_all_resource_attributes", &promoteAllResourceAttributes,
      .since(.prometheus, 3, 5), "Whether all of them do.")
    key(
      "ignore_resource_attributes", &ignoreResourceAttributes, .since(.prometheus, 3, 5),
      "Attributes left out when all are promoted.")
    key(
      "translation_strategy", &translationStrategy, .since(.prometheus, 3, 0),
      "How names become names of Prometheus.")
    key(
      "keep_identifying_resource_attributes", &keepIdentifyingResourceAttributes,
      .since(.prometheus, 3, 1), "Whether service name and instance stay in target_info.")
    key(
      "convert_histograms_to_nhcb", &convertHistogramsToNHCB, .since(.prometheus, 3, 4),
      "Whether histograms become native ones with custom buckets.")
    key(
      "promote_scope_metadata", &promoteScopeMetadata, .since(.prometheus, 3, 6),
      "Whether the scope becomes labels.")
  }
}

enum TranslationStrategy: String, Choice {
  case underscoresWithSuffixes = "UnderscoreEscapingWithSuffixes"
  case utf8WithSuffixes = "NoUTF8EscapingWithSuffixes"
  case underscoresWithoutSuffixes = "UnderscoreEscapingWithoutSuffixes"
  case none = "NoTranslation"
}
