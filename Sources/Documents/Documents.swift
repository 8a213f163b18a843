// The Documents stage.
