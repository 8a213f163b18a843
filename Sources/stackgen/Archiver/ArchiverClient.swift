import Diagnostics
import Dialects
import StackModel
import YAMLTree

/// The management of an appliance, and what may be asked of it.
struct ArchiverClient {
  let management: HTTPAddress
  let url: String
  /// How many seconds an answer may take.
  let timeout: Int

  init(_ management: String, timeout: Int = 60) throws(Failure) {
    url = management
    self.timeout = timeout
    guard let address = HTTPAddress(management) else {
      throw Failure(
        status: .usage, message: "\(management) is not reached over plain http",
        help: "run the command where the management has an http:// address")
    }
    self.management = address
  }

  /// Fails unless all parts of the appliance have started.
  func checkReady() throws(Failure) { _ = try ask("getVersions") }

  /// Asks to archive a batch; the state that the appliance gives each name.
  func archive(_ body: [UInt8]) throws(Failure) -> [(name: String, state: String)] {
    (try ask("archivePV", posting: body).items ?? []).map { item in
      (item["pvName"]?.scalar?.text ?? "", item["status"]?.scalar?.text ?? "")
    }
  }

  /// What the appliance says of each name.
  func states(of names: [String]) throws(Failure) -> [PVState] {
    (try ask("getPVStatus", posting: jsonList(names)).items ?? []).map(PVState.init)
  }

  /// The names of everything that is archived.
  func allNames() throws(Failure) -> [String] {
    // Without the limit the appliance gives 500 and says nothing.
    texts(in: try ask("getAllPVs?limit=-1"))
  }

  /// Variables that were asked for and never seen on the network.
  func neverConnected() throws(Failure) -> [String] {
    (try ask("getNeverConnectedPVs").items ?? []).compactMap { $0["pvName"]?.scalar?.text }
  }

  /// What the appliance knows of one variable; nothing when it does not archive it.
  func typeInfo(of name: String) throws(Failure) -> Node? {
    let action = "getPVTypeInfo?pv=\(percentEncoded(name))"
    let answer = try exchange(action)
    return answer.status == 404 ? nil : try node(in: answer, action)
  }

  /// Changes how a variable is sampled; the reason why not, if it did not.
  func change(_ name: String, to sampling: PVSampling) throws(Failure) -> String? {
    let period = Double(sampling.period.milliseconds) / 1000
    let action =
      "changeArchivalParameters?pv=\(percentEncoded(name))&samplingperiod=\(period)"
      + "&samplingmethod=\(sampling.method.rawValue)"
    let answer = try exchange(action)
    // A variable that was paused meanwhile leaves the answer empty.
    if answer.status == 200, answer.body.isEmpty { return "it is paused" }
    return reason(in: try node(in: answer, action))
  }

  /// Pauses a variable; the reason why not, if it did not.
  func pause(_ name: String) throws(Failure) -> String? {
    reason(in: try ask("pauseArchivingPV?pv=\(percentEncoded(name))"))
  }

  /// Stops archiving a paused variable; the reason why not, if it did not.
  func delete(_ name: String, withData: Bool) throws(Failure) -> String? {
    reason(in: try ask("deletePV?pv=\(percentEncoded(name))&deleteData=\(withData)"))
  }

  private func reason(in node: Node) -> String? {
    if node["status"]?.scalar?.text == "ok" { return nil }
    let text = node["validation"]?.scalar?.text ?? ""
    return text.isEmpty && node["validation"] == nil && node["status"] != nil ? nil : text
  }

  private func ask(_ action: String, posting body: [UInt8]? = nil) throws(Failure) -> Node {
    try node(in: try exchange(action, posting: body), action)
  }

  private func exchange(
    _ action: String, posting body: [UInt8]? = nil
  ) throws(Failure) -> HTTPAnswer {
    do throws(HTTPFailure) {
      return try askHTTP(management, "/bpl/\(action)", posting: body, timeout: timeout)
    } catch {
      throw failure(error)
    }
  }

  private func node(in answer: HTTPAnswer, _ action: String) throws(Failure) -> Node {
    guard answer.status == 200 else { throw failure(answer, action) }
    let diagnostics = Diagnostics()
    let source = diagnostics.sources.add(name: action, text: answer.body)
    guard let node = parseYAML(source, diagnostics), node.items != nil || node.entries != nil else {
      throw Failure(
        status: .unreadable,
        message: "\(url) answered \(action.prefix { $0 != "?" }) with something else than JSON",
        help: "is this the management of an Archiver Appliance?")
    }
    return node
  }

  private func failure(_ error: HTTPFailure) -> Failure {
    let message =
      switch error {
      case .unknownHost(let host): "there is no host '\(host)'"
      case .noConnection(let reason): "\(url) cannot be reached: \(reason)"
      case .timeout: "\(url) did not answer in time"
      case .broken: "\(url) broke off its answer"
      }
    return Failure(
      status: .unreadable, message: message,
      help: "the command may be run again: nothing is sent twice that was taken")
  }

  private func failure(_ answer: HTTPAnswer, _ action: String) -> Failure {
    let name = action.prefix { $0 != "?" }
    switch answer.status {
    case 404:
      return Failure(
        status: .unreadable, message: "\(url) knows no \(name)",
        help: "it needs an appliance of 2.2 or newer, and the address of its management")
    case 500:
      return Failure(
        status: .unreadable, message: "\(url) answered \(name) with an error page",
        help: "after a start the appliance takes minutes until all its parts have reported")
    default:
      return Failure(
        status: .unreadable, message: "\(url) answered \(name) with status \(answer.status)")
    }
  }

  private func texts(in node: Node) -> [String] {
    (node.items ?? []).compactMap { $0.scalar?.text }
  }

  private func jsonList(_ names: [String]) -> [UInt8] {
    // No name holds a quote or a backslash.
    Array(("[\"" + names.joined(separator: "\",\"") + "\"]").utf8)
  }
}

/// What the appliance says of a variable.
struct PVState {
  var name: String
  var status: String
  var isConnected: Bool
  var isMonitored: Bool
  var period: Double?

  init(_ node: Node) {
    name = node["pvName"]?.scalar?.text ?? ""
    status = node["status"]?.scalar?.text ?? ""
    isConnected = node["connectionState"]?.scalar?.text == "true"
    isMonitored = node["isMonitored"]?.scalar?.text == "true"
    period = node["samplingPeriod"]?.scalar.flatMap { Double($0.text) }
  }
}

/// Everything but letters, digits and `-._~` as `%` and two digits.
func percentEncoded(_ text: String) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var bytes: [UInt8] = []
  for byte in text.utf8 {
    let isPlain =
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
      || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
    if isPlain {
      bytes.append(byte)
    } else {
      bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
