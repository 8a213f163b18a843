/// A template that another one takes in by name, and the bytes of that name.
package struct TemplateUse: Hashable, Sendable {
  package var name: String
  package var range: Range<Int>
}

/// The templates that a text takes in: `{{ template "name" . }}`; not those it defines itself.
package func templateUses(in text: String) -> [TemplateUse] {
  let template = GoTemplate(text)
  var uses: [TemplateUse] = []
  collect(template.body, into: &uses)
  return uses.filter { !template.definitions.contains($0.name) }
}

private func collect(_ nodes: [GoTemplate.Node], into uses: inout [TemplateUse]) {
  for node in nodes {
    switch node {
    case .call(let name, _): uses.append(TemplateUse(name: name.text, range: name.range))
    case .branch(let branch):
      collect(branch.body, into: &uses)
      collect(branch.otherwise, into: &uses)
    case .definition(_, _, let body): collect(body, into: &uses)
    case .text, .action, .leaveLoop: break
    }
  }
}
