/// The characters that one step of a regular expression takes.
struct RE2Set {
  var items: [Item] = []
  var isNegated = false
  var ignoresCase = false

  /// One part of a set, itself perhaps negated, as in `[\D:]`.
  enum Item {
    case range(UInt32, UInt32)
    case ranges([ClosedRange<UInt32>], isNegated: Bool)
    case categories([Unicode.GeneralCategory], isNegated: Bool)
    /// A script such as `\p{Greek}`: known by name, but its characters are not known here.
    case script
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    guard ignoresCase else { return items.contains { $0.contains(scalar) } != isNegated }
    let alike = caseOrbit(of: scalar)
    return items.contains { $0.contains(anyOf: alike) } != isNegated
  }

  /// Whether membership can be told.
  var isKnown: Bool {
    items.allSatisfy { item in
      if case .script = item { false } else { true }
    }
  }
}

extension RE2Set.Item {
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .range(let low, let high): scalar.value >= low && scalar.value <= high
    case .ranges(let ranges, let isNegated):
      ranges.contains { $0.contains(scalar.value) } != isNegated
    case .categories(let categories, let isNegated):
      categories.contains(scalar.properties.generalCategory) != isNegated
    case .script: false
    }
  }

  /// A negated item is negated after case is ignored: `(?i)[^a]` does not take `A`.
  func contains(anyOf alike: [Unicode.Scalar]) -> Bool {
    switch self {
    case .range, .script, .ranges(_, isNegated: false), .categories(_, isNegated: false):
      alike.contains { contains($0) }
    case .ranges(_, isNegated: true), .categories(_, isNegated: true):
      alike.allSatisfy { contains($0) }
    }
  }
}

extension RE2Set {
  static let word: [ClosedRange<UInt32>] = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
  static let digit: [ClosedRange<UInt32>] = [0x30...0x39]
  static let space: [ClosedRange<UInt32>] = [0x09...0x0A, 0x0C...0x0D, 0x20...0x20]

  /// `[:name:]` inside brackets.
  static func posix(_ name: String) -> [ClosedRange<UInt32>]? {
    switch name {
    case "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A]
    case "alpha": [0x41...0x5A, 0x61...0x7A]
    case "ascii": [0x00...0x7F]
    case "blank": [0x09...0x09, 0x20...0x20]
    case "cntrl": [0x00...0x1F, 0x7F...0x7F]
    case "digit": digit
    case "graph": [0x21...0x7E]
    case "lower": [0x61...0x7A]
    case "print": [0x20...0x7E]
    case "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]
    case "space": [0x09...0x0D, 0x20...0x20]
    case "upper": [0x41...0x5A]
    case "word": word
    case "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66]
    default: nil
    }
  }

  static let posixNames = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
    "space", "upper", "word", "xdigit",
  ]
}
