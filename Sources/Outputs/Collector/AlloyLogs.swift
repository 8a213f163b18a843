internal import Documents
internal import StackModel

private let lines = AlloyComponent("loki.process", label: "lines")
private let pages = AlloyComponent("loki.process", label: "pages")

// Logs: what is fetched or pushed goes through the stages, then to the stores.
extension AlloyConfiguration {
  /// Where fetched and pushed lines go first.
  var lineInput: [AlloyReference] { [lines.export("receiver")] }

  func writeLogs(_ document: inout AlloyBlock) {
    if !lineReceivers.isEmpty { writeLines(&document) }
    if let port = collector.faroPort { writePages(port, &document) }
  }

  private func writeLines(_ document: inout AlloyBlock) {
    if collector.logs.readsContainers { writeContainers(&document) }
    for files in collector.logs.files { write(files, &document) }
    if let journal = collector.logs.journal { write(journal, &document) }
    if !collector.logs.syslog.isEmpty { writeSyslog(&document) }
    if let port = collector.logs.pushPort { writePush(port, &document) }
    if !collector.logs.isEmpty { writeStages(&document) }
  }

  private func writeContainers(_ document: inout AlloyBlock) {
    let named = AlloyComponent("discovery.relabel", label: "containers")
    document.component(named) { block in
      nameContainers(except: collector.logs.excluded, &block)
      block.block("rule") { rule in
        rule.attribute("source_labels", .texts(["__meta_docker_container_name"]))
        rule.attribute("regex", "/(.*)")
        rule.attribute("target_label", "container")
      }
    }
    document.component(AlloyComponent("loki.source.docker", label: "containers")) { block in
      block.attribute("host", "unix:///var/run/docker.sock")
      block.attribute("targets", .reference(named.export("output")))
      block.attribute("forward_to", .references(lineInput))
    }
  }

  private func write(_ files: LogFiles, _ document: inout AlloyBlock) {
    let match = AlloyComponent("local.file_match", label: files.service)
    document.component(match) { block in
      let targets = files.paths.map { path -> AlloyValue in
        let own = [("__path__", path), ("service_name", files.service)]
        return .map((own + files.labels).map { ($0.0, .text($0.1)) })
      }
      block.attribute("path_targets", .list(targets))
    }
    document.component(AlloyComponent("loki.source.file", label: files.service)) { block in
      block.attribute("targets", .reference(match.export("targets")))
      block.attribute("forward_to", .references(lineInput))
    }
  }

  private func writePush(_ port: Int, _ document: inout AlloyBlock) {
    document.component(AlloyComponent("loki.source.api", label: "push")) { block in
      block.block("http") { http in
        http.attribute("listen_address", "0.0.0.0")
        http.attribute("listen_port", .int(port))
      }
      block.attribute("use_incoming_timestamp", .bool(true))
      block.attribute("forward_to", .references(lineInput))
    }
  }

  private func writeStages(_ document: inout AlloyBlock) {
    document.component(lines) { block in
      for stage in collector.logs.stages { write(stage, &block) }
      block.block("stage.regex") { $0.attribute("expression", .text(traceIDPattern)) }
      block.block("stage.structured_metadata") {
        $0.attribute("values", .texts([("trace_id", "")]))
      }
      block.attribute("forward_to", .references(lineReceivers))
    }
  }

  private func write(_ stage: LogStage, _ block: inout AlloyBlock) {
    switch stage {
    case .json(let fields):
      block.block("stage.json") { $0.attribute("expressions", .fields(fields)) }
    case .logfmt(let fields):
      block.block("stage.logfmt") { $0.attribute("mapping", .fields(fields)) }
    case .regex(let pattern):
      block.block("stage.regex") { $0.attribute("expression", .text(pattern)) }
    case .label(let name, let field):
      block.block("stage.labels") { $0.attribute("values", .texts([(name, field)])) }
    case .metadata(let name, let field):
      block.block("stage.structured_metadata") {
        $0.attribute("values", .texts([(name, field)]))
      }
    case .drop(let pattern):
      block.block("stage.drop") { $0.attribute("expression", .text(pattern)) }
    case .mask(let pattern, let replacement):
      block.block("stage.replace") { replace in
        // Every group is replaced, so the whole match is made the only one.
        replace.attribute("expression", .text("(\(withoutGroups(pattern)))"))
        replace.attribute("replace", .text(replacement))
      }
    }
  }

  /// Lines and spans of web pages. Faro writes logfmt with the name of the app in it.
  private func writePages(_ port: Int, _ document: inout AlloyBlock) {
    document.component(AlloyComponent("faro.receiver", label: "pages")) { block in
      block.block("server") { server in
        server.attribute("listen_address", "0.0.0.0")
        server.attribute("listen_port", .int(port))
        server.attribute("cors_allowed_origins", .texts(collector.pageOrigins))
      }
      block.block("output") { output in
        if !lineReceivers.isEmpty {
          output.attribute("logs", .references([pages.export("receiver")]))
        }
        if let spanConsumer { output.attribute("traces", .references([spanConsumer])) }
      }
    }
    guard !lineReceivers.isEmpty else { return }
    document.component(pages) { block in
      block.block("stage.logfmt") {
        $0.attribute("mapping", .texts([("app_name", ""), ("kind", ""), ("traceID", "")]))
      }
      block.block("stage.labels") {
        $0.attribute("values", .texts([("service_name", "app_name"), ("kind", "")]))
      }
      block.block("stage.structured_metadata") {
        $0.attribute("values", .texts([("trace_id", "traceID")]))
      }
      for case .mask(let pattern, let replacement) in collector.logs.stages {
        write(.mask(pattern, with: replacement), &block)
      }
      block.attribute("forward_to", .references(lineReceivers))
    }
  }
}

extension AlloyValue {
  fileprivate static func fields(_ fields: [LogField]) -> AlloyValue {
    .map(fields.map { ($0.name, .text($0.path == $0.name ? "" : $0.path)) })
  }
}

/// The pattern with every group made one that captures nothing.
func withoutGroups(_ pattern: String) -> String {
  let bytes = Array(pattern.utf8)
  var result: [UInt8] = []
  var isInClass = false
  var index = 0
  while index < bytes.count {
    let byte = bytes[index]
    if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
      result += bytes[index...index + 1]
      index += 2
      continue
    }
    if byte == UInt8(ascii: "[") { isInClass = true }
    if byte == UInt8(ascii: "]") { isInClass = false }
    result.append(byte)
    index += 1
    guard byte == UInt8(ascii: "("), !isInClass else { continue }
    let rest = bytes[index...]
    let isNamed = rest.starts(with: "?P<".utf8) || rest.starts(with: "?<".utf8)
    if isNamed { index = (rest.firstIndex(of: UInt8(ascii: ">")) ?? index) + 1 }
    if isNamed || rest.first != UInt8(ascii: "?") { result += "?:".utf8 }
  }
  return String(decoding: result, as: UTF8.self)
}
