import SpecLanguage
import StackSpec
import Testing

@Suite struct RecordNameTests {
  @Test func `records of one name are one record`() {
    var keys: [String: [String]] = [:]
    var queue = [Stack.recordShape, packFormat]
    while let record = queue.popLast() {
      let names = record.keys().map(\.name)
      if let known = keys[record.name] {
        #expect(known == names, "two records are named '\(record.name)'")
        continue
      }
      keys[record.name] = names
      for shape in record.keys().map(\.shape) + (record.others.map { [$0()] } ?? []) {
        queue += records(in: shape)
      }
    }
    #expect(keys.count > 20)
  }

  private func records(in shape: Shape) -> [RecordShape] {
    switch shape {
    case .record(let record): [record]
    case .list(let item): records(in: item)
    case .map(_, let value): records(in: value)
    case .kinds(_, _, let kinds): kinds().map(\.record)
    case .either(let shapes): shapes.flatMap { records(in: $0) }
    case .text, .integer, .number, .boolean, .choice, .anything: []
    }
  }
}
