internal import OrderedTree
internal import StackModel

/// Where a parsed line, and the fields that were wanted of it, are until the last step.
private let line = #"attributes["stackgen.line"]"#
private let fields = #"attributes["stackgen.fields"]"#

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

  private var operators: [Tree] {
    let takesFields = logs.stages.contains {
      switch $0 {
      case .json, .logfmt, .regex: true
      case .label, .metadata, .drop, .mask: false
      }
    }
    return logs.stages.flatMap(steps) + (takesFields ? [remove(fields)] : []) + [traceParser]
  }

  private func steps(_ stage: LogStage) -> [Tree] {
    switch stage {
    case .json(let fields):
      parse("json_parser", fields) { $0.split(separator: ".").map(String.init) }
    case .logfmt(let fields): parse("key_value_parser", fields) { [$0] }
    case .regex(let pattern):
      [
        [
          "type": "regex_parser", "regex": escaped(pattern), "parse_to": .text(fields),
          "on_error": "send_quiet",
        ]
      ]
    case .label(let name, let field): [copy(fields + key(field), to: "resource" + key(name))]
    case .metadata(let name, let field): [copy(fields + key(field), to: "attributes" + key(name))]
    case .drop(let pattern):
      [["type": "filter", "expr": escaped("body matches \(quoted(pattern))")]]
    case .mask(let pattern, let replacement):
      [
        [
          "type": "regex_replace", "field": "body", "regex": escaped(pattern),
          // To the operator itself a dollar is the begin of a group.
          "replace_with": escaped(withTwoDollars(replacement)), "on_error": "send_quiet",
        ]
      ]
    }
  }

  /// Takes some fields out of a line; what else is in it stays in the line alone.
  private func parse(
    _ parser: String, _ wanted: [LogField], path: (String) -> [String]
  ) -> [Tree] {
    [["type": .text(parser), "parse_to": .text(line), "on_error": "send_quiet"]]
      + wanted.map { copy(line + path($0.path).map(key).joined(), to: fields + key($0.name)) }
      + [remove(line)]
  }

  private func copy(_ source: String, to target: String) -> Tree {
    ["type": "copy", "from": .text(source), "to": .text(target), "on_error": "send_quiet"]
  }

  private func remove(_ field: String) -> Tree {
    ["type": "remove", "field": .text(field), "on_error": "send_quiet"]
  }

  private func key(_ name: String) -> String { "[\"\(name)\"]" }

  private var traceParser: Tree {
    [
      "type": "regex_parser", "regex": escaped(traceIDPattern), "parse_to": "attributes",
      "on_error": "send_quiet", "trace": ["trace_id": ["parse_from": "attributes.trace_id"]],
    ]
  }

  /// The collector reads `$` as the begin of a variable.
  private func escaped(_ text: String) -> Tree { .text(withTwoDollars(text)) }

  private func withTwoDollars(_ text: String) -> String {
    text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
  }

  private func quoted(_ text: String) -> String {
    let escapes = text.split(separator: "\\", omittingEmptySubsequences: false)
      .joined(separator: "\\\\")
    return "\""
      + escapes.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\\\"") + "\""
  }
}
