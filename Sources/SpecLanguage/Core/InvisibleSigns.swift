/// The number of the first sign of a text that nobody sees.
func invisibleSign(in text: String) -> String? {
  text.unicodeScalars.first {
    switch $0.value {
    case 0xA0, 0xAD, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x3000, 0xFEFF: true
    default: false
    }
  }.map {
    let digits = String($0.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
