#!/bin/bash
# Makes the one image that all programs of the end-to-end proof start from: a small Debian with
# those of its packages that a generated stack consists of. Nothing of it is installed on this machine.
#   docker/e2e/debian.sh IMAGE WORK_FOLDER
set -euo pipefail
image=$1
rootfs=$2/rootfs
packages=(
  prometheus prometheus-alertmanager prometheus-blackbox-exporter prometheus-node-exporter
  prometheus-postgres-exporter prometheus-redis-exporter postgresql redis-server python3 python3-yaml
)

# Whatever an earlier try left; a mounted folder of the host must never be deleted with it.
umount "$rootfs/proc" 2>/dev/null || true
rm -rf --one-file-system "$rootfs"
debootstrap --variant=minbase --include=busybox-static,ca-certificates,tzdata bookworm "$rootfs"

# Packages of servers start them when they are installed, unless this says no.
printf '#!/bin/sh\nexit 101\n' >"$rootfs/usr/sbin/policy-rc.d"
chmod +x "$rootfs/usr/sbin/policy-rc.d"
inside() { DEBIAN_FRONTEND=noninteractive chroot "$rootfs" "$@"; }
inside apt-get install -y -q --no-install-recommends "${packages[@]}"

# The published images are built on busybox; health checks call its wget.
inside ln -sf busybox /bin/wget

# The mail server of the proof: Alertmanager sends its password over checked TLS only.
inside sh -ec '
  mkdir /etc/ssl/e2e
  cd /etc/ssl/e2e
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -keyout key.pem -out cert.pem \
    -subj /CN=smtp.example.com -addext subjectAltName=DNS:smtp.example.com
  chmod 444 key.pem
  cp cert.pem /usr/local/share/ca-certificates/e2e.crt
  update-ca-certificates
'

rm -rf "$rootfs"/var/{lib/apt/lists,cache/apt,lib/postgresql,log}/* "$rootfs"/usr/share/{doc,man}/*
tar -C "$rootfs" --one-file-system -c . | docker import - "$image"
rm -rf --one-file-system "$rootfs"
