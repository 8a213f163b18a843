import Testing

/// Alerts that say that all is well.
@Suite struct QuietAlertsTests {
  private let receivers = "receivers: {team: {slack: {}}, deadman: {slack: {}}}\n"

  @Test func `nobody is told that all is well`() {
    let spec = Compiled(receivers + "routes: {default: team, critical: deadman}")
    #expect(
      spec.alertmanager.contains("- receiver: nobody\n      matchers:\n        - severity=\"none\"")
    )
  }

  @Test(arguments: ["none: deadman", "dead: {match: {alertname: Watchdog}, to: deadman}"])
  func `a route of one's own takes them`(route: String) {
    let spec = Compiled(receivers + "routes: {default: team, \(route)}")
    #expect(spec.findings == [])
    #expect(!spec.alertmanager.contains("nobody"))
  }
}
