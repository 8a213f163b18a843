"""1000 dashboards of 20 panels: stackgen builds them from one spec onto the disk, and beside it the
Python Grafana SDK builds the same panels in memory.

    python Tests/Benchmarks/dashboards.py .build/release/stackgen

Needs the packages of Tests/Judges/requirements.txt. `stackgen-dev bench dashboards` runs it.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

DASHBOARDS = 1000
RUNS = 7
LABELS = '{job="$(app)", instance=~"$instance"}'
KINDS = [
    dict(title="Requests", kind="timeseries", unit="req/s", legend="{{status}}",
         expr=f"sum by (status) (rate(http_requests_total{LABELS}[$__rate_interval]))"),
    dict(title="Errors", kind="timeseries", unit="req/s", limits=[1, 5],
         expr=f"sum(rate(http_errors_total{LABELS}[$__rate_interval]))"),
    dict(title="P95", kind="timeseries", unit="s", limits=[1],
         expr="histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket"
              f"{LABELS}[$__rate_interval])))"),
    dict(title="Up", kind="stat", unit="short", expr=f"up{LABELS}"),
    dict(title="Memory", kind="gauge", unit="bytes", expr=f"process_resident_memory_bytes{LABELS}"),
]
PANELS = [dict(panel, title=f"{panel['title']} {row}") for row in range(1, 5) for panel in KINDS]
UNITS = {"req/s": "reqps"}
COLOURS = ["orange", "red"]


def spec():
    lines = [
        "stackgen: 1", "name: bench", "secrets: {ADMIN: {env: ADMIN}}", "prometheus:",
        "grafana: {admin: {password: {secret: ADMIN}}}", "dashboards:", "  app-$(app):",
        f'    for_each: {{app: "app{{0001..{DASHBOARDS}}}"}}', "    title: Application $(app)",
        "    tags: [application]", "    refresh: 1m", "    variables:",
        "      instance: {query: 'label_values(up{job=\"$(app)\"}, instance)', multi: true}",
        "    panels:",
    ]
    for panel in PANELS:
        keys = [f"title: {panel['title']}", f"type: {panel['kind']}", f"expr: '{panel['expr']}'",
                f'unit: {panel["unit"]}']
        if "legend" in panel:
            keys.append(f'legend: "{panel["legend"]}"')
        if "limits" in panel:
            names = zip(["warning", "critical"], panel["limits"])
            keys.append("thresholds: {%s}" % ", ".join(f'{n}: "> {v}"' for n, v in names))
        lines.append("      - {%s}" % ", ".join(keys))
    return "\n".join(lines) + "\n"


def measured(command):
    """Wall seconds, CPU seconds and peak megabytes of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command[0]} ended with status {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def build_with_sdk():
    """The same dashboards as objects of the SDK."""
    from grafana_foundation_sdk.builders import (
        common, dashboard, gauge, prometheus, stat, timeseries)
    from grafana_foundation_sdk.models.dashboard import (
        DataSourceRef, GridPos, ThresholdsMode, Threshold, VariableRefresh)
    from grafana_foundation_sdk.models.common import LegendDisplayMode, LegendPlacement

    builders = {"timeseries": timeseries.Panel, "stat": stat.Panel, "gauge": gauge.Panel}
    source = DataSourceRef(type_val="prometheus", uid="prometheus")
    built = []
    for number in range(1, DASHBOARDS + 1):
        app = f"app{number:04}"
        board = (
            dashboard.Dashboard(f"Application {app}").uid(f"app-{app}").tags(["application"])
            .refresh("1m").time("now-6h", "now")
            .with_variable(
                dashboard.QueryVariable("instance").datasource(source).multi(True)
                .query(f'label_values(up{{job="{app}"}}, instance)')
                .refresh(VariableRefresh.ON_DASHBOARD_LOAD)))
        for index, panel in enumerate(PANELS):
            query = (
                prometheus.Dataquery().expr(panel["expr"].replace("$(app)", app))
                .legend_format(panel.get("legend", "__auto")).range().ref_id("A")
                .datasource(source))
            one = (
                builders[panel["kind"]]().title(panel["title"]).datasource(source)
                .grid_pos(GridPos(h=8, w=6, x=index % 4 * 6, y=index // 4 * 8))
                .unit(UNITS.get(panel["unit"], panel["unit"])).with_target(query))
            steps = [Threshold(color="green", value=None)] + [
                Threshold(color=c, value=v) for c, v in zip(COLOURS, panel.get("limits", []))]
            one.thresholds(
                dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps))
            if panel["kind"] == "timeseries":
                one.line_width(1).fill_opacity(10).legend(
                    common.VizLegendOptions().display_mode(LegendDisplayMode.LIST)
                    .placement(LegendPlacement.BOTTOM).show_legend(True))
            board.with_panel(one)
        built.append(board.build())
    return built


def row(name, runs, note):
    runs = sorted(runs)
    wall, cpu = runs[0][0], min(run[1] for run in runs)
    print(f"| {name} | {wall:.2f} | {runs[len(runs) // 2][0]:.2f} | {cpu:.2f} "
          f"| {max(run[2] for run in runs):.0f} | {note} |")


def main(stackgen):
    folder = tempfile.mkdtemp(prefix="dashboards-")
    try:
        with open(f"{folder}/bench.yaml", "w") as file:
            file.write(spec())
        runs = [
            measured([stackgen, "build", f"{folder}/bench.yaml", "-o", f"{folder}/{run}"])
            for run in range(RUNS)]
        files = [os.path.join(path, name) for path, _, names in os.walk(f"{folder}/0")
                 for name in names if name.startswith("app-")]
        megabytes = sum(map(os.path.getsize, files)) / 1e6
        assert len(files) == DASHBOARDS
    finally:
        shutil.rmtree(folder)
    peer = [measured([sys.executable, __file__, "--sdk"]) for _ in range(2)]
    print("| 1000 dashboards of 20 panels | seconds, best | median | CPU | peak MB | |")
    print("| --- | --- | --- | --- | --- | --- |")
    row("stackgen build", runs, f"{len(files)} files, {megabytes:.1f} MB, on the disk")
    row("Python Grafana SDK", peer, "objects in memory, nothing written")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if sys.argv[1] == "--sdk":
        build_with_sdk()
    else:
        main(os.path.abspath(sys.argv[1]))
