// The YAMLTree stage.
