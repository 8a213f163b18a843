import SpecLanguage

/// A uid that people can read and that stays: a slug and a short hash of the path in the spec.
func stableUID(slug text: String, path: String) -> String {
  let hash = fnv1a(path)
  let code = String(hash & 0xFFFF_FFFF, radix: 16)
  let padded = String(repeating: "0", count: 8 - code.count) + code
  let slug = slug(of: text, atMost: 31)
  return slug.isEmpty ? padded : "\(slug)-\(padded)"
}

/// Lower-case letters and digits, with single hyphens for everything else.
package func slug(of text: String, atMost limit: Int = 60) -> String {
  var bytes: [UInt8] = []
  for byte in text.lowercased().utf8 {
    if (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) {
      bytes.append(byte)
    } else if let last = bytes.last, last != UInt8(ascii: "-") {
      bytes.append(UInt8(ascii: "-"))
    }
    if bytes.count == limit { break }
  }
  while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
  return String(decoding: bytes, as: UTF8.self)
}

/// FNV-1a in 64 bits: short, quick, and the same everywhere.
func fnv1a(_ text: String) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  return hash ^ (hash >> 32)
}
