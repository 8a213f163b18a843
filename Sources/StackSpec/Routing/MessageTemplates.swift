import SpecLanguage
import StackModel

extension Resolver {
  /// The messages of stackgen, each of which the spec may replace, and further ones of the spec.
  func messageTemplates() -> MessageTemplate {
    var text = ""
    for (name, standard) in standardMessages {
      text += define("stackgen.\(name)", stack.messageTemplates[name]?.text ?? standard)
    }
    let own = standardMessages.map(\.name)
    for entry in stack.messageTemplates.entries where !own.contains(entry.name) {
      text += define(entry.name, entry.value.text)
    }
    return MessageTemplate(name: "stackgen", text: text)
  }

  var standardMessageNames: [String] { standardMessages.map { "stackgen.\($0.name)" } }

  private func define(_ name: String, _ body: String) -> String {
    "{{ define \"\(name)\" -}}\n\(body)\n{{- end }}\n"
  }
}

/// What people read when the spec says nothing. Only functions that every version knows.
private let standardMessages: [(name: String, text: String)] = [
  (
    "title",
    """
    [{{ .Status | toUpper }}{{ if eq .Status "firing" }} {{ .Alerts.Firing | len }}{{ end }}] \
    {{ with .CommonLabels.severity }}{{ . }}: {{ end }}\
    {{ with .CommonLabels.alertname }}{{ . }}{{ else }}{{ .GroupLabels.SortedPairs.Values | join " " }}{{ end }}\
    {{ with .CommonLabels.instance }} on {{ . }}{{ end }}
    """
  ),
  (
    "text",
    """
    {{ range .Alerts -}}
    {{ .Status | toUpper }}: \
    {{ with .Annotations.summary }}{{ . }}{{ else }}{{ .Labels.alertname }}{{ end }}
    {{ with .Annotations.description }}{{ . }}
    {{ end }}\
    {{ with .Annotations.value }}Value: {{ . }}
    {{ end }}\
    {{ with .Annotations.limit }}Limit: {{ . }}
    {{ end }}\
    {{ with .Annotations.runbook }}What to do: {{ . }}
    {{ end }}\
    {{ with .Annotations.runbook_url }}Runbook: {{ . }}
    {{ end }}\
    {{ with .Annotations.dashboard_url }}Dashboard: {{ . }}
    {{ end }}\
    Labels:{{ range .Labels.SortedPairs }} {{ .Name }}={{ .Value }}{{ end }}

    {{ end }}
    """
  ),
  (
    "html",
    """
    <html><body style="font-family: sans-serif">
    <h2>{{ template "stackgen.title" . }}</h2>
    {{ range .Alerts }}
    <h3>{{ .Status | toUpper }}: \
    {{ with .Annotations.summary }}{{ . }}{{ else }}{{ .Labels.alertname }}{{ end }}</h3>
    {{ with .Annotations.description }}<p>{{ . }}</p>{{ end }}
    <table>
    {{ with .Annotations.value }}<tr><th align="left">Value</th><td>{{ . }}</td></tr>{{ end }}
    {{ with .Annotations.limit }}<tr><th align="left">Limit</th><td>{{ . }}</td></tr>{{ end }}
    {{ with .Annotations.runbook }}\
    <tr><th align="left">What to do</th><td>{{ . }}</td></tr>{{ end }}
    {{ range .Labels.SortedPairs }}\
    <tr><th align="left">{{ .Name }}</th><td>{{ .Value }}</td></tr>{{ end }}
    </table>
    <p>
    {{ with .Annotations.runbook_url }}<a href="{{ . }}">Runbook</a>{{ end }}
    {{ with .Annotations.dashboard_url }}<a href="{{ . }}">Dashboard</a>{{ end }}
    {{ with .GeneratorURL }}<a href="{{ . }}">Query</a>{{ end }}
    </p>
    {{ end }}
    <p><a href="{{ .ExternalURL }}">{{ .ExternalURL }}</a></p>
    </body></html>
    """
  ),
]
