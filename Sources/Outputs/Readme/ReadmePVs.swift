internal import Dialects
internal import StackModel

extension ReadmeOutput {
  /// What is archived, and what watching it costs the archiver.
  func processVariables(_ model: StackModel, _ page: inout MarkdownPage) {
    guard let archiver = model.archiver, archiver.count > 0 else { return }
    page.heading(2, "Process variables")
    let loads = archiver.groups.map { archiver.loads[$0.name] ?? ArchiverLoad() }
    page.table(
      ["Group", "Variables", "Limits", "Rules", "Requests a minute"],
      zip(archiver.groups, loads).map { group, load in
        let limits = group.byProfile.reduce(0) { $0 + $1.profile.limits.count * $1.variables.count }
        return [
          group.title, "\(group.variables.count)", "\(limits)", "\(load.rules)",
          whole(load.requests),
        ]
      })
    registration(archiver, model, &page)
    load(loads, model, &page)
  }

  private func registration(
    _ archiver: Archiver, _ model: StackModel, _ page: inout MarkdownPage
  ) {
    let batches = (archiver.count + Archiver.batchSize - 1) / Archiver.batchSize
    let asking =
      "\(archiver.count) variables in \(batches) \(batches == 1 ? "request" : "requests")"
    let queued =
      "An answer means that a request is queued: the appliance measures each variable for about a "
      + "minute before it archives it."
    if let sync = model.service("archiver-sync") {
      let when = sync.isRestarted ? "again and again" : "at the start"
      page.paragraph(
        "The service `archiver-sync` asks the appliance \(when) for what it lacks of \(asking). "
          + queued)
    } else if archiver.appliance != nil {
      page.paragraph("Ask the appliance for \(asking), once it is healthy. \(queued)")
      let compose = model.versions.has(.compose, 2, 0) ? "docker compose" : "docker-compose"
      page.code(
        """
        for batch in archiver/register-*.json; do
          \(compose) exec -T appliance curl -sS -H 'Content-Type: application/json' \\
            --data-binary @- http://localhost:8080/mgmt/bpl/archivePV <"$batch"
        done
        """, language: "sh")
    } else {
      page.paragraph("Ask the appliance for what it lacks of \(asking). \(queued)")
      page.code(
        """
        stackgen archiver plan archiver   # what it lacks, and what differs
        stackgen archiver sync archiver
        """, language: "sh")
    }
    page.paragraph(
      """
      The management of the appliance has no login of its own, and whoever reaches it can delete \
      data: keep its port closed to everyone but Grafana and those who run the archiver.
      """)
  }

  /// The load is told before anything runs.
  private func load(_ loads: [ArchiverLoad], _ model: StackModel, _ page: inout MarkdownPage) {
    let rules = loads.reduce(0) { $0 + $1.rules }
    guard rules > 0 else { return }
    let requests = loads.reduce(0) { $0 + $1.requests }
    let variables = loads.reduce(0) { $0 + $1.variables }
    let bytes = loads.reduce(0) { $0 + $1.bytes }
    page.paragraph(
      """
      \(rules) rules ask the archiver \(whole(requests)) times a minute for \(whole(variables)) \
      newest samples or states. The questions are \(whole(bytes)) bytes a minute; the answers, at \
      some 400 bytes a variable, \(whole(variables * 400)).
      """)
    let dashboards = (model.grafana?.dashboards ?? []).filter { $0.tags.contains("epics") }
    let queries = dashboards.map { ($0.title, $0.panels.reduce(0) { $0 + $1.queries.count }) }
    guard let most = queries.max(by: { $0.1 < $1.1 }) else { return }
    page.paragraph(
      """
      Each person who looks at a dashboard adds to that, as long as it is open: at the most \
      \(most.1 * 6) requests a minute, by "\(most.0)".
      """)
  }

  private func whole(_ number: Double) -> String { Int(number.rounded()).description }
}
