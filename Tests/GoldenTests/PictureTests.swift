import Diagnostics
import Foundation
import SpecLanguage
import StackCompiler
import Testing

/// The pictures of the documentation are drawn from the example stacks.
@Suite struct PictureTests {
  @Test(arguments: [("stacks/minimal.yaml", "node")])
  func `a picture shows what its stack becomes`(_ spec: String, _ dashboard: String) throws {
    let compilation = try #require(
      compile(SpecRequest(spec), from: Project(), Diagnostics()))
    let drawn = try #require(compilation.sketch(of: dashboard))
    let path = "\(Project.folder)/docs/pictures/\(dashboard).svg"
    if Project.isUpdating {
      try drawn.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == drawn)
  }
}
