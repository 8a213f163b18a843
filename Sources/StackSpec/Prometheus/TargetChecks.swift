import Diagnostics
import SpecLanguage
import StackModel

extension Resolver {
  /// Targets without a dot are names of containers: of this stack, or of networks it joins.
  func checkTargets() {
    for job in model.prometheus?.jobs ?? model.collector?.jobs ?? [] {
      for target in job.targets { check(target, of: job) }
    }
  }

  private func check(_ target: String, of job: ScrapeJob) {
    // The targets of a probe are what is asked for, not who is asked.
    guard !target.contains("/") else { return }
    let parts = target.split(separator: ":")
    if let host = parts.first, host == "localhost" || host.hasPrefix("127.") {
      return checkLoopback(target, port: parts.last.flatMap { Int($0) }, of: job)
    }
    guard let host = parts.first.map(String.init), !host.contains("."), isName(host) else { return }
    guard let service = model.service(host) else {
      if model.joinedNetworks.isEmpty { reportUnknown(host, of: job) }
      return
    }
    guard parts.count == 2, let port = Int(parts[1]), !service.listens.isEmpty,
      !service.listens.contains(where: { $0.port == port })
    else { return }
    let ports = service.listens.map(\.port.description).joined(separator: ", ")
    diagnostics.report(
      Diagnostic(
        .unknownTarget, .error, "'\(host)' does not listen on port \(port)", at: place(job.origin)
      ).help("it listens on \(ports)"))
  }

  /// Inside a container, `localhost` is that container.
  private func checkLoopback(_ target: String, port: Int?, of job: ScrapeJob) {
    let scraper = model.prometheus?.service ?? model.collector?.service ?? ""
    guard let service = model.service(scraper), !service.usesHostNetwork,
      !service.listens.contains(where: { $0.port == port })
    else { return }
    diagnostics.report(
      Diagnostic(
        .unknownTarget, .warning,
        "'\(target)' is the container of '\(scraper)' itself, and nothing listens there",
        at: place(job.origin)
      ).help(
        "for a program on the host write host.docker.internal, with "
          + "extra_hosts: [\"host.docker.internal:host-gateway\"] under '\(scraper):'"))
  }

  func isName(_ host: String) -> Bool {
    !host.utf8.allSatisfy { (0x30...0x39).contains($0) } && host != "localhost"
  }

  private func reportUnknown(_ host: String, of job: ScrapeJob) {
    let names = model.services.map(\.name)
    diagnostics.report(
      Diagnostic(
        .unknownTarget, .warning,
        "the job '\(job.name)' scrapes '\(host)', which is no service of the stack",
        at: place(job.origin)
      ).help(
        suggestion(for: host, among: names)
          ?? "join the network it runs in with 'networks:', or write its full host name"))
  }
}
