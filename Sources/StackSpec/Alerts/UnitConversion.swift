import Dialects
import SpecLanguage

/// Numbers with units that mean the same: `500ms` and `0.5` where seconds are asked for.
enum UnitConversion {
  private static let families: [[(name: String, factor: Double)]] = [
    [("ratio", 1), ("percentunit", 1), ("percent", 0.01), ("%", 0.01)],
    [
      ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
      ("d", 86_400), ("w", 604_800),
    ],
    [
      ("B", 1), ("bytes", 1), ("KiB", 0x1p10), ("MiB", 0x1p20), ("GiB", 0x1p30),
      ("TiB", 0x1p40), ("kB", 1e3), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12),
    ],
  ]

  /// The digits of a quantity in another unit; `nil` when the units do not fit.
  static func digits(of quantity: Quantity, in unit: String) -> String? {
    if quantity.unit.isEmpty || quantity.unit == unit { return quantity.digits }
    for family in families {
      guard let from = family.first(where: { $0.name == quantity.unit }),
        let to = family.first(where: { $0.name == unit })
      else { continue }
      if from.factor == to.factor { return quantity.digits }
      return decimal(quantity.value * from.factor / to.factor)
    }
    return nil
  }

  /// The shortest decimal text, whole numbers without a fraction.
  private static func decimal(_ value: Double) -> String {
    // Fifteen digits drop the noise of the multiplication, as in 0.01 * 7.
    var scale = 1.0
    while scale < 1e15, abs(value * scale - (value * scale).rounded()) > 1e-9 * abs(value * scale) {
      scale *= 10
    }
    let rounded = (value * scale).rounded() / scale
    if rounded == rounded.rounded(), abs(rounded) < 1e15 { return Int(rounded).description }
    return rounded.description
  }
}
