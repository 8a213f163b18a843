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
  /// Words that mean something to the grammar, by length, in lower case.
  static let words: [[(word: [UInt8], kind: Token.Kind)]] = {
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
    var table: [[(word: [UInt8], kind: Token.Kind)]] = Array(repeating: [], count: 13)
    for (word, kind) in list + aggregators {
      table[word.utf8.count].append((Array(word.utf8), kind))
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
