/// The labels of a made-up series, few and sorted by name: quicker to compare than a dictionary.
struct SeriesLabels: Equatable, ExpressibleByDictionaryLiteral {
  struct Pair: Equatable {
    let key: String
    var value: String
  }

  private(set) var pairs: [Pair] = []

  init() {}

  init(dictionaryLiteral elements: (String, String)...) {
    for (key, value) in elements { self[key] = value }
  }

  subscript(key: String) -> String? {
    get { pairs.first { $0.key == key }?.value }
    set {
      let place = pairs.firstIndex { $0.key >= key } ?? pairs.count
      let isThere = place < pairs.count && pairs[place].key == key
      switch (newValue, isThere) {
      case (let value?, true): pairs[place].value = value
      case (let value?, false): pairs.insert(Pair(key: key, value: value), at: place)
      case (nil, true): pairs.remove(at: place)
      case (nil, false): break
      }
    }
  }

  mutating func removeValue(forKey key: String) -> String? {
    defer { self[key] = nil }
    return self[key]
  }

  func filter(_ isKept: (Pair) -> Bool) -> SeriesLabels {
    var labels = SeriesLabels()
    labels.pairs = pairs.filter(isKept)
    return labels
  }
}
