// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func stage(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: house)
}

// The target list is the architecture: a target sees what is named on its line and nothing else.
let package = Package(
  name: "stackgen",
  targets: [
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLinux"),
    stage("Diagnostics"),
    stage("Dialects"),
    stage("PromQL", ["Diagnostics", "Dialects"]),
    stage("YAMLTree", ["CYAML", "Diagnostics"]),
    stage("Documents", ["CLinux"]),

    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("DialectsTests", ["Dialects"]),
    tests("PromQLTests", ["PromQL", "Diagnostics"]),
    tests("YAMLTreeTests", ["YAMLTree", "Diagnostics"]),
    tests("DocumentsTests", ["Documents", "commit-forever"]),
    .executableTarget(
      name: "commit-forever", dependencies: ["Documents"], path: "Tests/CommitForever",
      swiftSettings: house),
  ]
)
