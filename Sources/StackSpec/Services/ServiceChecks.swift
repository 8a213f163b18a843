import Diagnostics
import SpecLanguage
import StackModel
import YAMLTree

extension Resolver {
  /// Says which services wait for each other in a circle, so that none of them would start.
  mutating func checkDependencyCycles() {
    var finished: Set<String> = []
    for service in model.services {
      var path: [String] = []
      if let cycle = cycle(from: service.name, &path, &finished) {
        diagnostics.report(
          Diagnostic(
            .dependencyCycle, .error,
            "these wait for each other: \(cycle.joined(separator: " → "))",
            at: place(model.service(cycle[0])?.origin ?? .none)
          ).help("remove one of their 'depends_on'"))
        return
      }
    }
  }

  private func cycle(
    from name: String, _ path: inout [String], _ finished: inout Set<String>
  ) -> [String]? {
    if let start = path.firstIndex(of: name) { return path[start...] + [name] }
    guard !finished.contains(name), let service = model.service(name) else { return nil }
    path.append(name)
    for dependency in service.dependencies {
      if let found = cycle(from: dependency.service, &path, &finished) { return found }
    }
    path.removeLast()
    finished.insert(name)
    return nil
  }
}

extension Reading {
  /// Checks the names of environment variables; what looks like a password is warned of.
  func checkVariables<Value>(_ variables: Named<Value>, text: (Value) -> String?) {
    for variable in variables.entries {
      if !isVariableName(variable.name) {
        invalidKey(
          "'\(variable.name)' is no name of an environment variable", at: variable.nameRange,
          help: "write letters, digits and '_', no digit first")
      }
    }
    warnOfSecrets(
      in: variables, text: text, help: "declare it under 'secrets:' and write {secret: NAME} here")
  }

  /// Checks that volumes appear at whole paths.
  func checkVolumes(_ volumes: Named<String>) {
    for volume in volumes.entries where !volume.value.hasPrefix("/") {
      invalid(
        "'\(volume.value)' is not a whole path of the container", volume.node,
        help: "begin with '/'")
    }
  }

  func invalidKey(_ message: String, at range: SourceRange, help: String? = nil) {
    diagnostics.report(Diagnostic(.invalidValue, .error, message, at: range).help(help))
  }
}

/// Whether a shell takes a text for the name of a variable.
func isVariableName(_ text: String) -> Bool { LabelName.isValid(text) }
