/// One word or sign of a LogQL query.
struct LogQLToken {
  var kind: Kind
  var range: Range<Int>

  enum Kind: Hashable {
    case identifier(String)
    /// A reserved word, in small letters.
    case keyword(String)
    /// The name of a function or an aggregation, in small letters.
    case function(String)
    case text(String)
    case number(String)
    case duration(String)
    case bytes(String)
    /// `[5m]`
    case range(String)
    /// `--strict`
    case flag(String)
    case sign(String)
    /// A variable of Grafana.
    case variable(String)
    /// Something that has been reported already.
    case unknown
    case end
  }

  static let keywords: Set = [
    "and", "bool", "by", "decolorize", "drop", "group_left", "group_right", "ignoring", "json",
    "keep", "label_format", "line_format", "logfmt", "offset", "on", "or", "pattern", "regexp",
    "unless", "unpack", "unwrap", "without",
  ]

  static let rangeFunctions: Set = [
    "absent_over_time", "avg_over_time", "bytes_over_time", "bytes_rate", "count_over_time",
    "first_over_time", "last_over_time", "max_over_time", "min_over_time", "quantile_over_time",
    "rate", "rate_counter", "stddev_over_time", "stdvar_over_time", "sum_over_time",
  ]

  static let aggregations: Set = [
    "approx_topk", "avg", "bottomk", "count", "max", "min", "sort", "sort_desc", "stddev", "stdvar",
    "sum", "topk",
  ]

  /// Names that are functions only where `(`, `by` or `without` follows.
  static let functions = rangeFunctions.union(aggregations).union([
    "bytes", "duration", "duration_seconds", "ip", "label_replace", "vector",
  ])
}
