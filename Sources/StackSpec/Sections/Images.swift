import SpecLanguage

/// Where images come from.
struct Images: SpecRecord {
  static let name = "images"
  static let summary = "Where images come from: a mirror, or others in place of the pinned ones."

  var registry: Registry?
  var replace = Named<ImageName>()

  init() {}

  mutating func visitKeys(_ key: inout some KeyVisitor) {
    key("registry", &registry, "Mirror that all images are pulled from, put before their names.")
    key("replace", &replace, "Images by the name they replace, with or without its tag.")
  }

  /// The image to run in place of a pinned one.
  func image(_ pinned: ImageName) -> String {
    let name = pinned.tag.map { String(pinned.text.dropLast($0.count + 1)) } ?? pinned.text
    if let other = replace[pinned.text] ?? replace[name] { return other.text }
    return registry.map { "\($0.text)/\(pinned.text)" } ?? pinned.text
  }
}
