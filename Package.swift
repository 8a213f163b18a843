// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// `Tests/Fuzz/run` sets this: the stages are instrumented, and libFuzzer brings its own `main`.
let isFuzzing = Context.environment["STACKGEN_FUZZ"] != nil
let stageSettings = house + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : [])

func stage(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: stageSettings)
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
    stage("PromQL", ["Diagnostics", "Dialects"], exclude: ["README.md"]),
    stage("YAMLTree", ["CYAML", "Diagnostics"]),
    stage("OrderedTree"),
    stage("Parallel"),
    stage("Documents", ["OrderedTree", "Parallel", "CLinux"]),
    stage("Reports", ["Diagnostics", "Documents"]),
    stage(
      "SpecLanguage", ["YAMLTree", "Diagnostics", "Dialects", "OrderedTree", "Parallel"]),
    stage("StackModel", ["Dialects", "OrderedTree"]),
    .target(
      name: "StackSpec",
      dependencies: [
        "SpecLanguage", "StackModel", "YAMLTree", "Diagnostics", "Dialects",
        "PromQL", "OrderedTree",
      ],
      swiftSettings: stageSettings, plugins: ["EmbedTexts"]),
    stage("Proof", ["PromQL", "StackModel", "Dialects", "Parallel"]),
    stage("Outputs", ["StackModel", "Documents", "OrderedTree", "Dialects", "Parallel"]),
    stage(
      "StackCompiler",
      [
        "StackSpec", "StackModel", "Proof", "Outputs", "Documents", "SpecLanguage", "YAMLTree",
        "Diagnostics", "Dialects", "OrderedTree", "Parallel",
      ]),
    .executableTarget(
      name: "stackgen",
      dependencies: [
        "StackCompiler", "StackSpec", "StackModel", "Outputs", "Reports", "Documents",
        "SpecLanguage", "YAMLTree", "Diagnostics", "PromQL", "Dialects", "CLinux",
      ],
      swiftSettings: house),

    .executableTarget(
      name: "stackgen-dev",
      dependencies: ["CYAML", "SpecLanguage", "YAMLTree", "Diagnostics", "PromQL"],
      swiftSettings: house),

    // Packs and the pages of diagnostic codes are written as texts and built into the binary.
    .executableTarget(name: "embed-texts", swiftSettings: house),
    .plugin(name: "EmbedTexts", capability: .buildTool(), dependencies: ["embed-texts"]),

    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("stackgenTests", ["stackgen"], exclude: ["fake_archiver.py"]),
    tests(
      "StackCompilerTests",
      [
        "StackCompiler", "StackSpec", "SpecLanguage", "YAMLTree", "Documents", "Reports",
        "Diagnostics",
      ], exclude: ["BadSpecs"]),
    tests(
      "PacksTests",
      [
        "StackCompiler", "StackSpec", "SpecLanguage", "PromQL", "YAMLTree", "Documents", "Reports",
        "Diagnostics", "Dialects",
      ]),
    tests(
      "GoldenTests",
      [
        "StackCompiler", "StackSpec", "SpecLanguage", "YAMLTree", "Documents", "Reports",
        "Diagnostics",
      ]),
    tests("ReportsTests", ["Reports", "Diagnostics"]),
    tests("DialectsTests", ["Dialects"]),
    tests("PromQLTests", ["PromQL", "Diagnostics", "Dialects"]),
    tests("YAMLTreeTests", ["YAMLTree", "Diagnostics"], exclude: ["YAMLMistakes.txt"]),
    tests(
      "SpecLanguageTests", ["SpecLanguage", "YAMLTree", "Diagnostics", "Dialects", "OrderedTree"]),
    tests(
      "DocumentsTests", ["Documents", "OrderedTree", "YAMLTree", "Diagnostics", "commit-forever"]),
    tests("ProofTests", ["Proof", "StackModel", "Dialects"]),
    tests("StackModelTests", ["StackModel", "Dialects"]),
    tests(
      "StackSpecTests",
      [
        "StackCompiler", "SpecLanguage", "Documents", "Diagnostics", "YAMLTree", "Dialects",
        "PromQL",
      ]),
    tests(
      "OutputsTests", ["Outputs", "StackModel", "Documents", "OrderedTree", "Dialects"],
      exclude: ["amtool-answers.txt"]),
    .executableTarget(
      name: "commit-forever", dependencies: ["Documents"], path: "Tests/CommitForever",
      swiftSettings: house),
  ]
)

// Compiled here, linked by the script: SwiftPM would look for a `main` of ours.
if isFuzzing {
  package.targets.append(
    .executableTarget(
      name: "stackgen-fuzz",
      dependencies: [
        "StackCompiler", "Reports", "SpecLanguage", "YAMLTree", "Dialects", "Diagnostics",
      ],
      path: "Tests/Fuzz", exclude: ["README.md", "run", "seeds", "words.dict"],
      swiftSettings: stageSettings + [.unsafeFlags(["-parse-as-library"])]))
}
