/// Turns libyaml's positions, which count Unicode scalars, into byte offsets.
///
/// Positions mostly grow, so a cursor walks the text once in all.
@safe
struct ByteOffsets {
  private let text: UnsafeBufferPointer<UInt8>
  private let shift: Int
  private let isASCII: Bool
  private var scalar = 0
  private var byte = 0

  init(_ text: UnsafeBufferPointer<UInt8>, shift: Int) {
    unsafe self.text = unsafe text
    self.shift = shift
    isASCII = unsafe text.allSatisfy { $0 < 0x80 }
  }

  mutating func byte(ofScalar index: Int) -> Int {
    if isASCII { return min(index, unsafe text.count) + shift }
    while scalar > index, byte > 0 {
      byte -= 1
      if unsafe text[byte] & 0xC0 != 0x80 { scalar -= 1 }
    }
    while scalar < index, unsafe byte < text.count {
      byte += 1
      while unsafe byte < text.count, unsafe text[byte] & 0xC0 == 0x80 { byte += 1 }
      scalar += 1
    }
    return byte + shift
  }

  /// libyaml counts bytes only where it refuses them.
  func byte(ofByte index: Int) -> Int { min(index, unsafe text.count) + shift }
}
