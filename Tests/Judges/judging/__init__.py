"""What every judge stands on: a generated tree, findings, tools, shapes."""
