import Diagnostics
import Dialects
import SpecLanguage
import StackCompiler
import StackModel
import YAMLTree

/// An archiver, and what it is to archive.
struct ArchiverTarget {
  var management: String
  var wanted: [WantedPV]

  init(_ archiver: Archiver) {
    management = archiver.management
    wanted = archiver.wanted
  }

  /// Reads the folder `archiver/` of a generated stack, as the container does that has no spec.
  init(folder: String) throws(Failure) {
    let address = try Self.json("\(folder)/appliance.json")["management"]?.scalar?.text
    guard let address else {
      throw Failure(status: .unreadable, message: "\(folder)/appliance.json names no management")
    }
    management = address
    wanted = []
    for name in try Self.requests(in: folder) {
      for entry in try Self.json("\(folder)/\(name)").items ?? [] {
        guard let pv = entry["pv"]?.scalar?.text else { continue }
        wanted.append(WantedPV(pv.drop(prefix: "pva://"), sampling(of: entry, named: pv)))
      }
    }
  }

  /// Whether an operand is such a folder, and not a spec.
  static func isFolder(_ path: String) -> Bool {
    do {
      return try DiskSources().list(path).contains("appliance.json")
    } catch {
      return false
    }
  }

  private static func requests(in folder: String) throws(Failure) -> [String] {
    do {
      return try DiskSources().list(folder).filter {
        $0.hasPrefix("register-") && $0.hasSuffix(".json")
      }.sorted()
    } catch {
      throw Failure(status: .unreadable, message: "cannot read '\(folder)'")
    }
  }

  private static func json(_ path: String) throws(Failure) -> Node {
    let diagnostics = Diagnostics()
    do {
      let text = try DiskSources().read(path)
      let source = diagnostics.sources.add(name: path, text: text)
      if let node = parseYAML(source, diagnostics) { return node }
    } catch {}
    throw Failure(
      status: .unreadable, message: "cannot read '\(path)'",
      help: "name a spec, or the folder 'archiver' of what it was built into")
  }
}

private func sampling(of entry: Node, named pv: String) -> PVSampling {
  var sampling = PVSampling()
  if entry["samplingmethod"]?.scalar?.text == "SCAN" { sampling.method = .scan }
  if let seconds = (entry["samplingperiod"]?.scalar?.text).flatMap({ Double($0) }),
    seconds < 1e9
  {
    sampling.period = Duration(milliseconds: Int((seconds * 1000).rounded()))
  }
  sampling.policy = entry["policy"]?.scalar?.text
  if pv.hasPrefix("pva://") { sampling.protocolName = .pvAccess }
  return sampling
}

extension String {
  fileprivate func drop(prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
