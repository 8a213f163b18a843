import Dialects
import StackModel
import Testing

@Suite struct InhibitionTests {
  private let inhibition = Inhibition(
    source: [LabelMatcher("severity", .matches, "critical|page")],
    target: [LabelMatcher("severity", .matches, "warning|page")], equal: ["instance"])

  @Test func `a target is muted by a source with the same labels`() {
    let warning = ["severity": "warning", "instance": "a"]
    #expect(inhibition.mutes(warning, whileFiring: ["severity": "critical", "instance": "a"]))
    #expect(!inhibition.mutes(warning, whileFiring: ["severity": "critical", "instance": "b"]))
    #expect(!inhibition.mutes(warning, whileFiring: ["severity": "warning", "instance": "a"]))
  }

  @Test func `a label that both lack is the same`() {
    #expect(inhibition.mutes(["severity": "warning"], whileFiring: ["severity": "critical"]))
    #expect(
      inhibition.mutes(
        ["severity": "warning", "instance": ""], whileFiring: ["severity": "critical"]))
  }

  @Test func `alerts that match both sides do not mute each other`() {
    #expect(!inhibition.mutes(["severity": "page"], whileFiring: ["severity": "page"]))
    #expect(inhibition.mutes(["severity": "page"], whileFiring: ["severity": "critical"]))
  }
}
