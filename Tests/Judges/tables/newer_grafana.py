"""Keys and values that Grafana 12 accepts and the SDK, which describes 11.6, does not know."""

NEWER_KEYS = {
    "VariableModel": {
        # 12.3: a variable in the controls menu.
        "hide": {0, 1, 2, 3},
        # What the list of variables shows for a query; Grafana writes it, its schema forgot it.
        "definition": "text",
    },
    # 12.3: a link in the controls menu.
    "DashboardLink": {"placement": {"inControlsMenu"}},
}

# Paths that the SDK therefore drops when it decodes and encodes.
DROPPED_BY_SDK = (
    r"templating\.list\[\d+\]\.definition",
    r"links\[\d+\]\.placement",
)
