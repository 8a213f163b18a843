import OrderedTree
import SpecLanguage
import YAMLTree

// Sections that are worked off before a stack is read; here they are only described.

/// `params:`, values used as `$(name)`.
struct ParamSection: SpecValue {
  static var shape: Shape {
    .map(keys: "params", .either([.text(.plain), .number, .boolean]))
  }

  static func read(_ node: Node, _ reading: Reading) -> ParamSection? { ParamSection() }
  func tree(_ writing: inout Writing) -> Tree? { nil }
}

/// `environments:`, changes to the spec by name.
struct EnvironmentSection: SpecValue {
  static var shape: Shape {
    var environment = RecordShape(
      name: "environment", summary: "Changes to the spec, laid over it with `--env`.",
      mayBeEmpty: true
    ) {
      let remove = KeyDescription(
        name: "remove", shape: [String].shape, rule: .optional, defaultText: nil,
        summary: "Paths of the spec that this environment does not have.")
      let own = ["include", "environments"]
      return [remove] + Stack.recordShape.keys().filter { !own.contains($0.name) }
    }
    environment.isPartial = true
    return .map(keys: "environments", .record(environment))
  }

  static func read(_ node: Node, _ reading: Reading) -> EnvironmentSection? {
    EnvironmentSection()
  }
  func tree(_ writing: inout Writing) -> Tree? { nil }
}

/// `exporters:`, entries of the catalogue.
struct ExporterSection: SpecValue {
  static var shape: Shape {
    .kinds(keys: "exporters", by: "pack") {
      CatalogueEntry.all.filter { $0.kind == .exporter }.map { ($0.name, $0.recordShape) }
    }
  }

  static func read(_ node: Node, _ reading: Reading) -> ExporterSection? { ExporterSection() }
  func tree(_ writing: inout Writing) -> Tree? { nil }
}
