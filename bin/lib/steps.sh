# Steps of a script that proves something. Sourced, never run; `log` names the file for output.

# Runs one step: a line with its time on success, everything it printed on failure.
step() {
  local name=$1 start=${EPOCHREALTIME/./} status tenths
  shift
  printf '%-40s' "$name"
  # Not `if ! (...)`: inside a condition the shell would ignore `set -e` and run on after a failure.
  set +e
  (set -e; "$@") >"$log" 2>&1
  status=$?
  set -e
  if [ $status -ne 0 ]; then
    printf 'FAILED\n\n'
    cat "$log"
    exit 1
  fi
  tenths=$(((${EPOCHREALTIME/./} - start) / 100000))
  printf 'ok %5d.%d s\n' $((tenths / 10)) $((tenths % 10))
}
