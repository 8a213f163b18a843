import Foundation
import Testing

@testable import stackgen

/// The appliance of the tests has the ways of the real one that trip programs up.
@Suite struct FakeArchiverTests {
  private func archiver() async throws -> FakeArchiver {
    let archiver = try FakeArchiver()
    _ = await archiver.run("sync", try archiver.spec("[\"V{001..600}\", QUIET, ODD]"))
    try archiver.tell("settle")
    try archiver.tell("values", #"{"ODD": [NaN, 3, 1767225600]}"#)
    return archiver
  }

  @Test func `lists end after 500 names without a word`() async throws {
    let archiver = try await archiver()
    func count(_ target: String) throws -> Int {
      try JSONDecoder().decode([String].self, from: Data(try archiver.ask(target).utf8)).count
    }
    #expect(try count("/mgmt/bpl/getAllPVs") == 500)
    #expect(try count("/mgmt/bpl/getAllPVs?limit=-1") == 602)
    #expect(try count("/retrieval/bpl/getMatchingPVs?regex=V.*") == 500)
    #expect(try count("/retrieval/bpl/getMatchingPVs?regex=V.*&limit=-1") == 600)
  }

  @Test func `samples are of the first variable, perhaps none, perhaps no number`() async throws {
    let archiver = try await archiver()
    let data = "/retrieval/data/getData.json?pv="
    let both = try archiver.ask(data + "V001&pv=V002")
    #expect(both.contains("V001") && !both.contains("V002"))
    #expect(try archiver.ask(data + "QUIET") == "[ ]")
    #expect(try archiver.ask(data + "ODD").contains("\"val\": NaN"))
  }

  @Test(arguments: [
    ("/mgmt/bpl/getMatchingPVs?regex=V.*", 404), ("/mgmt/bpl/unarchivedPVs", 404),
    ("/retrieval/data/getDataAtTime", 400), ("/retrieval/data/getData.json?pv=NONE", 404),
    ("/retrieval/data/getData.json?pv=V001&from=1767225600", 500),
    ("/retrieval/data/getData.json?pv=V001&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", 400),
    ("/mgmt/bpl/changeArchivalParameters?pv=V001&samplingPeriod=5", 400),
    ("/mgmt/bpl/deletePV?pv=NONE", 400),
  ])
  func `what is asked wrongly is answered with a page`(
    _ target: String, _ status: Int
  ) async throws {
    let answer = try await archiver().raw(target)
    #expect(answer.status == status)
    #expect(answer.contentType.hasPrefix("text/html"))
  }
}
