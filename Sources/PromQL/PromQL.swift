// The PromQL stage.
