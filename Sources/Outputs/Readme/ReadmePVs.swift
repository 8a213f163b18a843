internal import Dialects
internal import StackModel

extension ReadmeOutput {
  /// What is archived, and what watching it costs the archiver.
  func processVariables(_ model: StackModel, _ page: inout MarkdownPage) {
    guard let archiver = model.archiver, archiver.count > 0 else { return }
    page.heading(2, "Process variables")
    let groups = model.grafana?.pvRuleGroups ?? []
    page.table(
      ["Group", "Variables", "Limits", "Rules"],
      archiver.groups.map { group in
        let rules = groups.filter { $0.file == group.name }.reduce(0) { $0 + $1.rules.count }
        let limits = group.byProfile.reduce(0) { $0 + $1.profile.limits.count * $1.variables.count }
        return [group.title, "\(group.variables.count)", "\(limits)", "\(rules)"]
      })
    registration(archiver, &page)
    load(archiver, groups, &page)
  }

  private func registration(_ archiver: Archiver, _ page: inout MarkdownPage) {
    let batches = (archiver.count + Archiver.batchSize - 1) / Archiver.batchSize
    page.paragraph(
      """
      `archiver/` asks the appliance to archive \(archiver.count) variables in \(batches) \
      \(batches == 1 ? "request" : "requests"). An answer means that a request is queued: the \
      appliance measures each variable for about a minute before it archives it.
      """)
    page.code(
      """
      for batch in archiver/register-*.json; do
        curl -sS -H 'Content-Type: application/json' --data-binary @"$batch" \\
          \(archiver.management)/bpl/archivePV
      done
      """, language: "sh")
    page.paragraph(
      """
      The management of the appliance has no login of its own, and whoever reaches it can delete \
      data: keep its port closed to everyone but Grafana and those who run the archiver.
      """)
  }

  private func load(
    _ archiver: Archiver, _ groups: [PVRuleGroup], _ page: inout MarkdownPage
  ) {
    let rules = groups.flatMap { group in group.rules.map { (rule: $0, group.interval) } }
    guard !rules.isEmpty else { return }
    var requests = 0.0
    var variables = 0.0
    for (rule, interval) in rules {
      let times = 60_000 / Double(max(1, interval.milliseconds))
      // The archiver's own plugin asks for one variable at a time.
      let isPlugin = rule.datasource == "archiver-plugin"
      requests += times * Double(isPlugin ? rule.count : 1)
      variables += times * Double(rule.count)
    }
    let nameBytes = archiver.groups.reduce(0) { sum, group in
      group.variables.reduce(sum) { $0 + $1.name.utf8.count }
    }
    let bytes = variables * Double(nameBytes) / Double(max(1, archiver.count))
    page.paragraph(
      """
      \(rules.count) rules ask the archiver \(whole(requests)) times a minute for \
      \(whole(variables)) newest samples or states; the names alone are \(whole(bytes)) bytes a \
      minute. A rule asks for at most 50 variables, and fires for each of them apart.
      """)
  }

  private func whole(_ number: Double) -> String { Int(number.rounded()).description }
}
