import Glibc

/// Writes a Swift file that holds the texts of a folder by name:
/// `embed-texts OUTPUT CONSTANT FOLDER ENDING`.
@main
struct EmbedTexts {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 5 else { stop("usage: embed-texts OUTPUT CONSTANT FOLDER ENDING") }
    let files = names(in: arguments[3]).filter { $0.hasSuffix(".\(arguments[4])") }.sorted()
    var swift = "/// Texts of this package by file name, without the ending.\n"
    swift += "package let \(arguments[2]): [(name: String, text: StaticString)] = [\n"
    for file in files {
      let stem = file.dropLast(arguments[4].count + 1)
      let text = text(of: "\(arguments[3])/\(file)")
      swift += "  (\"\(stem)\", ###\"\"\"\n\(text)\"\"\"###),\n"
    }
    swift += "]\n"
    write(swift, to: arguments[1])
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { stop("cannot read \(folder)") }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      names.append(
        unsafe withUnsafePointer(to: &entry.pointee.d_name) {
          unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        })
    }
    return names
  }

  private static func text(of path: String) -> String {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { stop("cannot read \(path)") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  private static func write(_ text: String, to path: String) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { stop("cannot write \(path)") }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    let written = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
    }
    guard written == bytes.count else { stop("cannot write \(path)") }
  }

  private static func stop(_ message: String) -> Never {
    print(message)
    exit(1)
  }
}
