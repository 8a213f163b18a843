internal import Glibc

let arguments = CommandLine.arguments.dropFirst()
switch Array(arguments) {
case ["bench"]:
  print(
    (benchTableHead + [yamlBench(), promQLBench(), namesBench(), tableBench()].flatMap { $0 })
      .joined(
        separator: "\n"))
case ["bench", "yaml"]: print((benchTableHead + yamlBench()).joined(separator: "\n"))
case ["bench", "dashboards"]: dashboardsBench()
case ["bench", "promql"]: print((benchTableHead + promQLBench()).joined(separator: "\n"))
default:
  print("usage: stackgen-dev bench [yaml|promql|dashboards]")
  exit(2)
}
