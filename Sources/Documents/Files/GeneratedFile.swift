/// One file of the output: its path inside the stack's folder, and what it holds.
package struct GeneratedFile: Sendable {
  package let path: String
  package let bytes: [UInt8]
  /// Found when the file is made, so that files made in parallel are hashed in parallel.
  package let sha256: SHA256

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    sha256 = SHA256(of: bytes)
  }
}
