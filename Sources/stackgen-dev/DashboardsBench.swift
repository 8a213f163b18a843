internal import Glibc

/// 1000 dashboards of 20 panels beside the Python Grafana SDK: a script, because the peer is one.
func dashboardsBench() {
  let words = [
    ".judges/venv/bin/python", "Tests/Benchmarks/dashboards.py", ".build/release/stackgen",
  ]
  var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
  unsafe arguments.append(nil)
  unsafe execv(words[0], &arguments)
  print("run bin/test once, which installs the Grafana SDK, and `swift build -c release`")
  exit(2)
}
