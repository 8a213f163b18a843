# Debian packages that a script of this folder needs. Sourced, never run.

# Installs the packages that are missing; without root says which command would, and stops.
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok' ||
      missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    echo "Missing packages. Please run:" >&2
    echo "  sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  echo "installing ${missing[*]}" >&2
  quietly apt_install "${missing[@]}"
}

# Downloads packages, with what they need and this system lacks, into a folder.
download_packages() {
  local folder=$1
  shift
  quietly apt_install --reinstall --download-only \
    -o Debug::NoLocking=1 -o Dir::Cache::archives="$folder" "$@"
}

# Unpacks packages, with what they need and this system lacks, into a folder, unless they are there.
# An installed server starts and takes its port; a folder does neither and goes with the clone.
unpack_packages() {
  local folder=$1 archive
  shift
  [ "$(cat "$folder/packages" 2>/dev/null)" = "$*" ] && return
  rm -rf "$folder"
  mkdir -p "$folder/archives/partial"
  download_packages "$(readlink -f "$folder")/archives" "$@"
  for archive in "$folder"/archives/*.deb; do dpkg -x "$archive" "$folder"; done
  rm -r "$folder/archives"
  echo "$*" >"$folder/packages"
}

apt_install() {
  local install=(apt-get install -y -q --no-install-recommends)
  export DEBIAN_FRONTEND=noninteractive
  "${install[@]}" "$@" && return
  # A fresh image has no package lists yet, and only root can fetch them.
  if [ "$(id -u)" -ne 0 ]; then
    echo "Perhaps the package lists are missing or old. Please run: sudo apt-get update"
    return 1
  fi
  apt-get update -q && "${install[@]}" "$@"
}

# Runs a command and shows what it printed only if it fails.
quietly() {
  local output
  output=$("$@" 2>&1) || { printf '%s\n' "$output" >&2; exit 1; }
}

# Swift itself is the one thing these scripts do not install.
need_swift() {
  command -v swift >/dev/null && return
  echo "Swift 6.2 or newer is not in PATH. Install it, then run this again." >&2
  exit 1
}
