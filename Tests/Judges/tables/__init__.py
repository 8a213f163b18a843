"""What Grafana accepts, as data. Each table says where its facts come from."""
