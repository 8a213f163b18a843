/// One word or sign of an expression.
struct Token {
  var kind: Kind
  var start: Int32
  var end: Int32

  var range: Range<Int> { Int(start)..<Int(end) }

  enum Kind: UInt8 {
    /// The end of the text, or the place where it could not be read any further.
    case finish, failure
    case leftParenthesis, rightParenthesis, leftBrace, rightBrace, leftBracket, rightBracket
    case comma, colon, at, assign, matchRegex, matchNotRegex
    case plus, minus, star, slash, percent, caret
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, trimUpper, trimLower
    case number, duration, string, identifier, metricIdentifier
    /// A word with a variable of Grafana in it.
    case variable
    case and, or, unless, atan2
    case aggregator
    case offset, anchored, smoothed, by, without, on, ignoring, groupLeft, groupRight, bool
    case fill, fillLeft, fillRight
    case start, end, step, range, smaller, larger
  }
}

extension Token.Kind {
  /// Words that mean something to the grammar, by length.
  static let words: [[(word: PackedWord, kind: Token.Kind)]] = {
    let list: [(String, Token.Kind)] = [
      ("and", .and), ("or", .or), ("unless", .unless), ("atan2", .atan2),
      ("offset", .offset), ("anchored", .anchored), ("smoothed", .smoothed),
      ("by", .by), ("without", .without), ("on", .on), ("ignoring", .ignoring),
      ("group_left", .groupLeft), ("group_right", .groupRight), ("bool", .bool),
      ("fill", .fill), ("fill_left", .fillLeft), ("fill_right", .fillRight),
      ("start", .start), ("end", .end), ("step", .step), ("range", .range),
      ("min_of", .smaller), ("max_of", .larger), ("inf", .number), ("nan", .number),
    ]
    let aggregators = Aggregator.allCases.map { ($0.rawValue, Token.Kind.aggregator) }
    var table: [[(word: PackedWord, kind: Token.Kind)]] = Array(
      repeating: [], count: PackedWord.limit + 1)
    for (word, kind) in list + aggregators {
      let bytes = Array(word.utf8)
      table[bytes.count].append((PackedWord(bytes[...]), kind))
    }
    return table
  }()

  /// The operator between two operands that a token is.
  var binaryOperator: BinaryOperator? {
    switch self {
    case .or: .or
    case .and: .and
    case .unless: .unless
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .trimUpper: .trimUpper
    case .trimLower: .trimLower
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .percent: .modulo
    case .atan2: .atan2
    case .caret: .power
    case .variable: .variable
    default: nil
    }
  }

  /// Keywords that may also name a metric.
  var canNameMetric: Bool {
    switch self {
    case .identifier, .metricIdentifier, .aggregator, .by, .without, .offset, .and, .or, .unless,
      .start, .end, .step, .range, .anchored, .smoothed, .fill, .fillLeft, .fillRight, .smaller,
      .larger:
      true
    default: false
    }
  }

  /// Keywords that may also name a label in a list of labels.
  var canNameLabel: Bool {
    switch self {
    case .bool, .on, .ignoring, .groupLeft, .groupRight, .atan2: true
    default: canNameMetric && self != .without
    }
  }
}

/// A short word in lower case as one number, so that words are compared at once.
struct PackedWord: Hashable {
  private var bytes: UInt128 = 0

  /// The longest word of the grammar has twelve letters.
  static let limit = 12

  init(_ word: ArraySlice<UInt8>) {
    for byte in word.prefix(PackedWord.limit) {
      bytes = bytes << 8 | UInt128(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
  }
}

extension Aggregator {
  static let byWord: [PackedWord: Aggregator] = Dictionary(
    uniqueKeysWithValues: allCases.map { (PackedWord(Array($0.rawValue.utf8)[...]), $0) })
}
