import Testing

/// Settings that change nothing, or would change what stackgen itself writes.
@Suite struct NoEffectTests {
  private func findings(of sections: String) -> [String] {
    Compiled(sections, head: "stackgen: 1\nname: test\n").findings
  }

  @Test(arguments: [
    (
      "images: {replace: {quay.io/x: b:1}}",
      "SG0222 «quay.io/x» the stack runs no image 'quay.io/x'"
    ),
    ("versions: {prometheus: 99.0}", "SG0222 «99.0» nothing is known here of Prometheus 99.0"),
  ])
  func `says what changes nothing`(section: String, message: String) {
    #expect(findings(of: "\(section)\nprometheus:").contains { $0.hasPrefix(message) })
  }

  @Test func `an image that is replaced is no finding`() {
    #expect(findings(of: "images: {replace: {prom/prometheus: b:1}}\nprometheus:").isEmpty)
  }

  @Test func `a flag comes once`() {
    let found = findings(
      of: "exporters: {node: {flags: [--path.rootfs=/x]}}\nprometheus: {flags: [--config.file=/x]}")
    #expect(found.count == 2)
    #expect(found.allSatisfy { $0.contains("stackgen writes '--") })
  }

  @Test func `a flag that may be repeated is taken`() {
    #expect(findings(of: "prometheus: {flags: [--enable-feature=x], features: [old-ui]}").isEmpty)
  }

  @Test func `a feature that is nearly known is a slip`() {
    #expect(
      findings(of: "prometheus: {features: [exemplar-storag]}")
        == [
          "SG0203 «exemplar-storag» no feature is called 'exemplar-storag'"
            + " | did you mean 'exemplar-storage'?"
        ])
  }
}
