internal import CYAML
internal import Diagnostics
internal import YAMLTree

/// YAML to tree beside libyaml's own events, on one text in one run.
func yamlBench() -> [String] {
  let text = pvSpec(count: 100_000)
  let times = bestTimes([
    { countEvents(text) },
    {
      let diagnostics = Diagnostics()
      let source = diagnostics.sources.add(name: "bench.yaml", text: text)
      precondition(parseYAML(source, diagnostics) != nil, "the generated spec is valid")
    },
  ])
  let (events, tree) = (times[0], times[1])
  let share = rounded(events / tree * 100, 0)
  return [
    benchRow("libyaml events", seconds: events, bytes: text.count, note: "nothing kept"),
    benchRow(
      "YAML to tree", seconds: tree, bytes: text.count,
      note: "\(share) % of libyaml's speed; the goal is 50 %"),
  ]
}

/// A spec with a long list of PVs, in the styles people write.
private func pvSpec(count: Int) -> [UInt8] {
  var text: [UInt8] = Array("stackgen: 1\nname: bench\npvs:\n".utf8)
  for index in 0..<count {
    text += "  - name: SR:C\(index % 30)-VA:PG\(index):PRESSURE\n".utf8
    text += "    unit: mbar\n    archive: {method: monitor, period: 1s}\n".utf8
    text += "    thresholds: {warning: \"> 1e-8\", critical: '> 5e-8'}\n    for: 1m\n".utf8
  }
  return text
}

private func countEvents(_ text: [UInt8]) {
  unsafe text.withUnsafeBufferPointer { buffer in
    var parser = unsafe yaml_parser_t()
    unsafe yaml_parser_initialize(&parser)
    unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
    var event = unsafe yaml_event_t()
    while unsafe yaml_parser_parse(&parser, &event) == 1 {
      let isEnd = unsafe event.type == YAML_STREAM_END_EVENT
      unsafe yaml_event_delete(&event)
      if isEnd { break }
    }
    unsafe yaml_parser_delete(&parser)
  }
}
