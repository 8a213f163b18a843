"""What Grafana accepts, as data, read in the sources of Grafana 11.6 to 12.3 and its plugins."""
