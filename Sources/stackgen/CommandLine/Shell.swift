/// A script that completes the words of stackgen in a shell.
enum Shell: String, CaseIterable {
  case bash, zsh, fish

  func script(for commands: [Command]) -> String {
    switch self {
    case .bash: bashScript(commands)
    case .zsh: zshScript(commands)
    case .fish: fishScript(commands)
    }
  }
}

private func bashScript(_ commands: [Command]) -> String {
  var cases = ""
  for command in commands {
    let options = (command.options + Option.everywhere).map { "--\($0.name)" }
    var words = options
    if case .words(let offered) = command.completion { words += offered() }
    cases += "    \(command.name)) words='\(words.joined(separator: " "))';"
    if case .files = command.completion { cases += " files=1;" }
    cases += ";\n"
  }
  var values = ""
  for option in commands.flatMap(\.options).uniqued(by: \.name) + Option.everywhere
  where option.value != nil {
    let flag = option.letter.map { "--\(option.name)|-\($0)" } ?? "--\(option.name)"
    let reply: String
    if !option.choices.isEmpty {
      reply = "compgen -W '\(option.choices.joined(separator: " "))' -- \"$word\""
    } else if case .folders = option.completion {
      reply = "compgen -d -- \"$word\""
    } else {
      reply = ":"
    }
    values += "    \(flag)) COMPREPLY=($(\(reply))); return;;\n"
  }
  let names = commands.map(\.name).joined(separator: " ")
  return """
    # bash completion for stackgen: source <(stackgen completions bash)
    _stackgen() {
      local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words= files=
      COMPREPLY=()
      if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W '\(names) --help --version' -- "$word"))
        return
      fi
      case $before in
    \(values)  esac
      case ${COMP_WORDS[1]} in
    \(cases)  esac
      COMPREPLY=($(compgen -W "$words" -- "$word"))
      [ -n "$files" ] && COMPREPLY+=($(compgen -f -- "$word"))
    }
    complete -o filenames -F _stackgen stackgen

    """
}

private func zshScript(_ commands: [Command]) -> String {
  let names = commands.map { "    '\($0.name):\(zshText($0.summary))'" }.joined(separator: "\n")
  var cases = ""
  for command in commands {
    var lines = (command.options + Option.everywhere).map(zshOption)
    switch command.completion {
    case .nothing: break
    case .files: lines.append("'*:file:_files'")
    case .folders: lines.append("'*:folder:_files -/'")
    case .words(let offered):
      lines.append("'*:word:(\(offered().joined(separator: " ")))'")
    }
    cases += "    \(command.name)) _arguments \(lines.joined(separator: " "));;\n"
  }
  return """
    #compdef stackgen
    # zsh completion for stackgen: stackgen completions zsh > "${fpath[1]}/_stackgen"
    _stackgen() {
      local -a commands
      commands=(
    \(names)
      )
      if (( CURRENT == 2 )); then
        _describe command commands
        return
      fi
      local command=$words[2]
      shift words
      (( CURRENT-- ))
      case $command in
    \(cases)  esac
    }
    compdef _stackgen stackgen

    """
}

private func zshOption(_ option: Option) -> String {
  let flag = option.letter.map { "{-\($0),--\(option.name)}" } ?? "--\(option.name)"
  var words = "[\(zshText(option.summary))]"
  if let value = option.value {
    words += ":\(value):"
    if !option.choices.isEmpty { words += "(\(option.choices.joined(separator: " ")))" }
    if case .folders = option.completion { words += "_files -/" }
  }
  return "\(flag)'\(words)'"
}

private func zshText(_ text: String) -> String {
  text.filter { !"'[]:".contains($0) }
}

private func fishScript(_ commands: [Command]) -> String {
  var text = "# fish completion for stackgen: stackgen completions fish | source\n"
  text += "complete -c stackgen -f\n"
  for command in commands {
    text += "complete -c stackgen -n __fish_use_subcommand -a \(command.name)"
    text += " -d '\(fishText(command.summary))'\n"
    let seen = "complete -c stackgen -n '__fish_seen_subcommand_from \(command.name)'"
    for option in command.options + Option.everywhere {
      text += "\(seen) -l \(option.name)"
      if let letter = option.letter { text += " -s \(letter)" }
      if option.value != nil { text += " -x" }
      if !option.choices.isEmpty { text += " -a '\(option.choices.joined(separator: " "))'" }
      if case .folders = option.completion { text += " -a '(__fish_complete_directories)'" }
      text += " -d '\(fishText(option.summary))'\n"
    }
    switch command.completion {
    case .nothing: break
    case .files, .folders: text += "\(seen) -F\n"
    case .words(let offered): text += "\(seen) -a '\(offered().joined(separator: " "))'\n"
    }
  }
  return text
}

private func fishText(_ text: String) -> String { text.filter { $0 != "'" } }

extension Array {
  /// Each element once, by what makes it itself.
  func uniqued(by identity: (Element) -> String) -> [Element] {
    var seen: Set<String> = []
    return filter { seen.insert(identity($0)).inserted }
  }
}
