internal import Dialects
internal import Documents
internal import StackModel

// What Alertmanager's configuration and Grafana's provisioning files write alike.
extension YAMLMapping {
  mutating func writeTimings(_ route: Route) {
    if let labels = route.groupBy { strings("group_by", labels) }
    field("group_wait", optional: route.groupWait?.description)
    field("group_interval", optional: route.groupInterval?.description)
    field("repeat_interval", optional: route.repeatInterval?.description)
  }

  mutating func write(_ interval: NamedInterval) {
    field("name", interval.name)
    list("time_intervals") { list in
      for entry in interval.entries { list.mapping { $0.write(entry) } }
    }
  }

  private mutating func write(_ entry: NamedInterval.Entry) {
    if !entry.times.isEmpty {
      list("times") { list in
        for times in entry.times {
          list.mapping { range in
            range.field("start_time", times.texts.start)
            range.field("end_time", times.texts.end)
          }
        }
      }
    }
    for (key, items) in [
      ("weekdays", entry.weekdays), ("days_of_month", entry.daysOfMonth),
      ("months", entry.months), ("years", entry.years),
    ] where !items.isEmpty {
      strings(key, items)
    }
    field("location", optional: entry.location)
  }
}
