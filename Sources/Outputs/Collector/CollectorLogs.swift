internal import OrderedTree
internal import StackModel

/// How the OpenTelemetry Collector reads log files and what it does with each line.
struct CollectorLogs {
  let logs: LogCollection

  var receivers: Tree {
    var tree: Tree = [:]
    if logs.readsContainers {
      tree["filelog/containers"] = [
        "include": ["/var/lib/docker/containers/*/*-json.log"],
        "operators": .list(containerOperators + operators),
      ]
    }
    for files in logs.files {
      var resource: Tree = ["service.name": .text(files.service)]
      for label in files.labels { resource[label.name] = .text(label.value) }
      tree["filelog/\(files.service)"] = [
        "include": .texts(files.paths), "resource": resource, "operators": .list(operators),
      ]
    }
    for listener in logs.syslog { tree["syslog/\(listener.service)"] = syslog(listener) }
    return tree
  }

  /// Messages as Alloy hands them on: the text alone, with the program and host in labels.
  private func syslog(_ listener: SyslogListener) -> Tree {
    var resource: Tree = ["service.name": .text(listener.service)]
    for label in listener.labels { resource[label.name] = .text(label.value) }
    let moves = [
      ("appname", #"resource["service.name"]"#), ("hostname", "resource.host"), ("message", "body"),
    ]
    return [
      listener.transport: ["listen_address": .text("0.0.0.0:\(listener.port)")],
      "protocol": .text(listener.format), "resource": resource,
      "operators": .list(
        moves.map { field, target in
          [
            "type": "move", "if": .text("attributes.\(field) != nil"),
            "from": .text("attributes.\(field)"), "to": .text(target),
          ]
        } + operators),
    ]
  }

  var receiverNames: [String] {
    (logs.readsContainers ? ["filelog/containers"] : [])
      + logs.files.map { "filelog/\($0.service)" }
      + logs.syslog.map { "syslog/\($0.service)" }
  }

  /// The engine writes one JSON object a line; compose makes it say which service wrote it.
  private var containerOperators: [Tree] {
    let service = #"attributes.attrs["com.docker.compose.service"]"#
    var isForeign = "attributes.attrs == nil"
    if !logs.excluded.isEmpty {
      let names = logs.excluded.map { "\"\($0)\"" }.joined(separator: ", ")
      isForeign += " or \(service) in [\(names)]"
    }
    return [
      [
        "type": "json_parser", "parse_from": "body", "parse_to": "attributes",
        "timestamp": [
          "parse_from": "attributes.time", "layout_type": "gotime",
          "layout": "2006-01-02T15:04:05.999999999Z07:00",
        ],
      ],
      ["type": "filter", "expr": .text(isForeign)],
      ["type": "move", "from": .text(service), "to": #"resource["service.name"]"#],
      ["type": "move", "from": "attributes.log", "to": "body"],
      ["type": "remove", "field": "attributes.time"],
      ["type": "remove", "field": "attributes.attrs"],
    ]
  }

  private var operators: [Tree] { logs.stages.flatMap(steps) + [traceParser] }

  private func steps(_ stage: LogStage) -> [Tree] {
    switch stage {
    case .json(let fields): [parser("json_parser")] + fields.flatMap { move($0.path, to: $0.name) }
    case .logfmt(let fields):
      [parser("key_value_parser")] + fields.flatMap { move($0.path, to: $0.name) }
    case .regex(let pattern):
      [
        [
          "type": "regex_parser", "regex": escaped(pattern), "parse_to": "attributes",
          "on_error": "send_quiet",
        ]
      ]
    // Loki keeps attributes beside the line; which of them are labels is its own choice.
    case .label(let name, let field), .metadata(let name, let field): move(field, to: name)
    case .drop(let pattern):
      [["type": "filter", "expr": escaped("body matches \(quoted(pattern))")]]
    case .mask: []  // a processor does that
    }
  }

  private func parser(_ type: String) -> Tree {
    ["type": .text(type), "parse_to": "attributes", "on_error": "send_quiet"]
  }

  private func move(_ field: String, to name: String) -> [Tree] {
    guard field != name else { return [] }
    return [
      [
        "type": "move", "from": .text("attributes[\"\(field)\"]"),
        "to": .text("attributes[\"\(name)\"]"), "on_error": "send_quiet",
      ]
    ]
  }

  private var traceParser: Tree {
    [
      "type": "regex_parser", "regex": escaped(traceIDPattern), "parse_to": "attributes",
      "on_error": "send_quiet", "trace": ["trace_id": ["parse_from": "attributes.trace_id"]],
    ]
  }

  private var masks: [Tree] {
    logs.stages.compactMap { stage in
      guard case .mask(let pattern, let replacement) = stage else { return nil }
      return escaped("replace_pattern(log.body, \(quoted(pattern)), \(quoted(replacement)))")
    }
  }

  var processors: Tree {
    masks.isEmpty ? [:] : ["transform/mask": ["log_statements": .list(masks)]]
  }

  var processorNames: [String] { masks.isEmpty ? [] : ["transform/mask"] }

  /// The collector reads `$` as the begin of a variable.
  private func escaped(_ text: String) -> Tree {
    .text(text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$"))
  }

  private func quoted(_ text: String) -> String {
    let escapes = text.split(separator: "\\", omittingEmptySubsequences: false)
      .joined(separator: "\\\\")
    return "\""
      + escapes.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\\\"") + "\""
  }
}
